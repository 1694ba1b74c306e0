"use client";
import { type ColumnDef, tableFeatures, useTable } from "@tanstack/react-table";
import { useRouter } from "next/navigation";
import { useMemo, useRef } from "react";
import { Button } from "@/components/ui/button";
import { DataTableRow } from "@/components/ui/data-table-row";
import { primaryKey, readHidden, shownColumns } from "@/components/ui/hidden-columns";
import { Skeleton } from "@/components/ui/skeleton";
import type { TableColumn } from "@/components/ui/table-column";
import { TableHead } from "@/components/ui/table-head";
import { columnsKey, TableSettings } from "@/components/ui/table-settings";
import { useKeptText } from "@/components/ui/use-kept-text";
import { useRowCursor } from "@/components/ui/use-row-cursor";
import { useTableSort } from "@/components/ui/use-table-sort";

export type GridProps<Row> = {
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  /** What a click, or Enter on the row under the cursor, does. `rowHref` makes a link of the primary cell as well. */
  onOpen?: (row: Row) => void;
  rowHref?: (row: Row) => string;
  isLoading?: boolean;
  nextCursor?: string | null;
  onMore?: () => void;
  selectedKey?: string | null;
  /** Says what the table lists; read by screen readers. */
  caption: string;
  /** Under this name the browser keeps which columns are hidden; without it, a table shows all of them. */
  name?: string;
};
const features = tableFeatures({});
const NONE: readonly never[] = [];

/** The rows of a `DataTable`, or their outlines while they are loaded. */
export function DataGrid<Row extends object>(props: GridProps<Row>) {
  const { rows, rowKey, rowHref, isLoading, onMore } = props;
  const columns = useShownColumns(props);
  const element = useRef<HTMLTableElement>(null);
  const sorted = useTableSort(rows ?? NONE, props.columns, rows !== undefined && !props.nextCursor);
  const data = useMemo(() => [...sorted.rows], [sorted.rows]);
  const definitions = useMemo(() => columns.map(definitionOf), [columns]);
  const table = useTable({ features, columns: definitions, data, getRowId: rowKey });
  const open = useOpen(props);
  const cursor = useRowCursor(element, open ? data.length : 0, (position) => {
    const row = data[position];
    if (row) open?.(row);
  });
  const primary = primaryKey(columns);
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      {props.name && <TableSettings name={props.name} columns={props.columns} />}
      <table ref={element} className="table" aria-busy={isLoading && !rows}>
        <caption className="sr">{props.caption}</caption>
        <TableHead columns={columns} sort={sorted.sort} onSort={sorted.onSort} />
        <tbody>
          {rows
            ? table
                .getRowModel()
                .rows.map((row) => (
                  <DataTableRow
                    key={row.id}
                    row={row.original}
                    columns={columns}
                    primary={primary}
                    position={row.index}
                    isCursor={row.index === cursor}
                    isSelected={row.id === props.selectedKey}
                    open={open}
                    href={rowHref?.(row.original)}
                  />
                ))
            : PLACEHOLDERS.map((width) => <PlaceholderRow key={width} columns={columns} width={width} />)}
        </tbody>
      </table>
      {props.nextCursor && onMore && (
        <div className="flex justify-center p-3">
          <Button onClick={onMore} disabled={isLoading}>
            Show more
          </Button>
        </div>
      )}
    </div>
  );
}

const definitionOf = <Row extends object>(column: TableColumn<Row>): ColumnDef<typeof features, Row> => ({
  id: column.key,
  header: () => column.header,
  cell: ({ row }) => column.cell(row.original),
});

function useOpen<Row>({ onOpen, rowHref }: GridProps<Row>): ((row: Row) => void) | undefined {
  const router = useRouter();
  return onOpen ?? (rowHref ? (row) => router.push(rowHref(row)) : undefined);
}

function useShownColumns<Row>({ name, columns }: GridProps<Row>): readonly TableColumn<Row>[] {
  const [kept] = useKeptText(columnsKey(name ?? ""));
  return useMemo(() => shownColumns(columns, readHidden(name ? kept : null)), [columns, name, kept]);
}

const PLACEHOLDERS = ["62%", "48%", "70%", "55%", "66%", "40%"];

function PlaceholderRow<Row>({ columns, width }: { columns: readonly TableColumn<Row>[]; width: string }) {
  return (
    <tr>
      {columns.map((column) => (
        <td key={column.key}>
          <Skeleton width={width} />
        </td>
      ))}
    </tr>
  );
}
