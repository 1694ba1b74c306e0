"use client";
import { ArrowDown, ArrowUp } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import type { TableColumn } from "@/components/ui/table-column";
import type { TableSort } from "@/components/ui/table-sort";

type Props<Row> = {
  columns: readonly TableColumn<Row>[];
  sort: TableSort | null;
  /** What a click on the head of a sorted column does; absent while the table cannot be sorted. */
  onSort?: (column: TableColumn<Row>) => void;
};

/** The heads of a table. One that sorts is a button; its arrow shows where it goes next, or how it is sorted. */
export function TableHead<Row>({ columns, sort, onSort }: Props<Row>) {
  return (
    <thead className="sticky top-0 z-10">
      <tr>
        {columns.map((column) => {
          const direction = sort?.key === column.key ? sort.direction : undefined;
          return (
            <th
              key={column.key}
              scope="col"
              className={column.align}
              style={{ width: column.width }}
              aria-sort={direction}
            >
              {onSort && column.sort ? (
                <button
                  type="button"
                  className={classNames("sort", direction && "on")}
                  title="Sort"
                  onClick={() => onSort(column)}
                >
                  {column.header}
                  {direction === "descending" ? (
                    <ArrowDown className="i" aria-hidden />
                  ) : (
                    <ArrowUp className="i" aria-hidden />
                  )}
                </button>
              ) : (
                column.header
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
