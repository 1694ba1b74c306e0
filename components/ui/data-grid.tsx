"use client";
import { type ColumnDef, tableFeatures, useTable } from "@tanstack/react-table";
import { useRouter } from "next/navigation";
import { type RefObject, useMemo, useRef } from "react";
import type { Asked, Bulk } from "@/components/ui/bulk-action";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { DataTableRow } from "@/components/ui/data-table-row";
import { primaryKey, readHidden, shownColumns } from "@/components/ui/hidden-columns";
import { PlaceholderRows } from "@/components/ui/placeholder-rows";
import { RowCheck } from "@/components/ui/row-check";
import type { TableColumn } from "@/components/ui/table-column";
import { TableHead } from "@/components/ui/table-head";
import { TableSelection } from "@/components/ui/table-selection";
import { columnsKey, TableSettings } from "@/components/ui/table-settings";
import { useKeptText } from "@/components/ui/use-kept-text";
import { useRowCursor } from "@/components/ui/use-row-cursor";
import { useRowSelection } from "@/components/ui/use-row-selection";
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
  /** The server may have more and gives no next page: what is there is not sorted, as while there is a next page. */
  isCut?: boolean;
  selectedKey?: string | null;
  /** Says what the table lists; read by screen readers. */
  caption: string;
  /** What can be done to many rows; with it, rows are selected. */
  bulk?: Bulk<Row>;
  /** Under this name the browser keeps which columns are hidden; without it, a table shows all of them. */
  name?: string;
};
/** The act on many rows whose dialog is open. */
type Asking<Row> = { asked: Asked<Row> | null; onAsk: (asked: Asked<Row> | null) => void };
const features = tableFeatures({});
const NONE: readonly never[] = [];

/** The rows of a `DataTable`, or their outlines while they are loaded. */
export function DataGrid<Row extends object>(props: GridProps<Row> & Asking<Row>) {
  const { rows, rowKey, isLoading, onMore, bulk, name } = props;
  const columns = useShownColumns(props);
  const element = useRef<HTMLTableElement>(null);
  const isWhole = rows !== undefined && !props.nextCursor && !props.isCut;
  const sorted = useTableSort(rows ?? NONE, props.columns, isWhole);
  const data = useMemo(() => [...sorted.rows], [sorted.rows]);
  const selection = useRowSelection(data.map(rowKey));
  const hasSelection = selection.keys.size > 0;
  return (
    <div className={classNames("min-h-0 flex-1 overflow-auto", hasSelection && "pb-16")}>
      {name && <TableSettings name={name} columns={props.columns} />}
      <table
        ref={element}
        className={classNames("table", bulk && "selectable", hasSelection && "selecting")}
        aria-busy={isLoading && !rows}
      >
        <caption className="sr">{props.caption}</caption>
        <TableHead columns={columns} sort={sorted.sort} onSort={sorted.onSort} />
        <tbody>
          {rows ? (
            <Rows {...props} columns={columns} data={data} selection={selection} table={element} />
          ) : (
            <PlaceholderRows columns={columns} />
          )}
        </tbody>
      </table>
      {bulk && (
        <TableSelection
          bulk={bulk}
          rows={data.filter((row) => selection.keys.has(rowKey(row)))}
          keyOf={rowKey}
          total={data.length}
          onSelectAll={selection.selectAll}
          onClear={selection.clear}
          onDone={(done) => selection.drop(done.map(rowKey))}
          asked={props.asked}
          onAsk={props.onAsk}
        />
      )}
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

type RowsProps<Row> = GridProps<Row> & {
  /** The rows in the order of the screen. */
  data: Row[];
  selection: ReturnType<typeof useRowSelection>;
  table: RefObject<HTMLTableElement | null>;
};

function Rows<Row extends object>({ columns, data, rowKey, rowHref, selection, bulk, ...props }: RowsProps<Row>) {
  const definitions = useMemo(() => columns.map(definitionOf), [columns]);
  const table = useTable({ features, columns: definitions, data, getRowId: rowKey });
  const open = useOpen({ ...props, rowHref });
  const at = (position: number, act: ((row: Row) => void) | undefined) => {
    const row = data[position];
    if (row) act?.(row);
  };
  const cursor = useRowCursor(props.table, open || bulk ? data.length : 0, {
    open: (position) => at(position, open),
    pick: bulk && ((position, isRange) => at(position, (row) => selection.pick(rowKey(row), isRange))),
    clear: selection.keys.size > 0 ? selection.clear : undefined,
  });
  const primary = primaryKey(columns);
  return table
    .getRowModel()
    .rows.map(({ id, index, original }) => (
      <DataTableRow
        key={id}
        row={original}
        columns={columns}
        primary={primary}
        position={index}
        isCursor={index === cursor}
        isSelected={id === props.selectedKey || selection.keys.has(id)}
        open={open}
        href={rowHref?.(original)}
        check={
          bulk && (
            <RowCheck
              name={bulk.nameOf(original)}
              isChecked={selection.keys.has(id)}
              onPick={(isRange) => selection.pick(id, isRange)}
            />
          )
        }
      />
    ));
}

const definitionOf = <Row extends object>(column: TableColumn<Row>): ColumnDef<typeof features, Row> => ({
  id: column.key,
  header: () => column.header,
  cell: ({ row }) => column.cell(row.original),
});

function useOpen<Row>({
  onOpen,
  rowHref,
}: Pick<GridProps<Row>, "onOpen" | "rowHref">): ((row: Row) => void) | undefined {
  const router = useRouter();
  return onOpen ?? (rowHref ? (row) => router.push(rowHref(row)) : undefined);
}

function useShownColumns<Row>({ name, columns }: GridProps<Row>): readonly TableColumn<Row>[] {
  const [kept] = useKeptText(columnsKey(name ?? ""));
  return useMemo(() => shownColumns(columns, readHidden(name ? kept : null)), [columns, name, kept]);
}
