"use client";
import { type ColumnDef, tableFeatures, useTable } from "@tanstack/react-table";
import { useRouter } from "next/navigation";
import { type ReactNode, useMemo, useRef } from "react";
import { Button } from "@/components/ui/button";
import { DataTableRow } from "@/components/ui/data-table-row";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { TableColumn } from "@/components/ui/table-column";
import { useRowCursor } from "@/components/ui/use-row-cursor";

type Props<Row> = {
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  /** What a click, or Enter on the row under the cursor, does. `rowHref` makes a link of the primary cell as well. */
  onOpen?: (row: Row) => void;
  rowHref?: (row: Row) => string;
  isLoading?: boolean;
  error?: unknown;
  onRetry?: () => void;
  /** Shown instead of the table when there is no row: an `EmptyState`. */
  empty?: ReactNode;
  nextCursor?: string | null;
  onMore?: () => void;
  selectedKey?: string | null;
  /** Says what the table lists; read by screen readers. */
  caption: string;
};
const features = tableFeatures({});

/** The one table: every list of the product is this with other columns. */
export function DataTable<Row extends object>(props: Props<Row>) {
  const { columns, rows, rowKey, onOpen, rowHref, error, isLoading } = props;
  const router = useRouter();
  const element = useRef<HTMLTableElement>(null);
  const data = useMemo(() => [...(rows ?? [])], [rows]);
  const definitions = useMemo(
    (): ColumnDef<typeof features, Row>[] =>
      columns.map((column) => ({
        id: column.key,
        header: () => column.header,
        cell: ({ row }) => column.cell(row.original),
      })),
    [columns],
  );
  const table = useTable({ features, columns: definitions, data, getRowId: rowKey });
  const open = onOpen ?? (rowHref ? (row: Row) => router.push(rowHref(row)) : undefined);
  const cursor = useRowCursor(element, open ? data.length : 0, (position) => {
    const row = data[position];
    if (row) open?.(row);
  });
  if (error && !rows)
    return (
      <div className="px-page">
        <ErrorState error={error} onRetry={props.onRetry} />
      </div>
    );
  if (rows && rows.length === 0 && !isLoading) return <div className="px-page">{props.empty}</div>;
  const primary = columns.find((column) => column.primary)?.key ?? columns[0]?.key;
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <table ref={element} className="table" aria-busy={isLoading && !rows}>
        <caption className="sr">{props.caption}</caption>
        <thead className="sticky top-0 z-10">
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.align} style={{ width: column.width }}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
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
      {props.nextCursor && props.onMore && (
        <div className="flex justify-center p-3">
          <Button onClick={props.onMore} disabled={isLoading}>
            Show more
          </Button>
        </div>
      )}
    </div>
  );
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
