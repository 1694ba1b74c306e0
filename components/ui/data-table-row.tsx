"use client";
import Link from "next/link";
import type { MouseEvent, ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import type { TableColumn } from "@/components/ui/table-column";

type Props<Row> = {
  row: Row;
  columns: readonly TableColumn<Row>[];
  primary: string | undefined;
  position: number;
  isCursor: boolean;
  isSelected: boolean;
  open: ((row: Row) => void) | undefined;
  href: string | undefined;
  /** The box that selects the row, where rows are selected. */
  check: ReactNode;
};

/** A row that opens by click anywhere on it; its primary cell is the link or button for the keyboard. */
export function DataTableRow<Row>({
  row,
  columns,
  primary,
  position,
  isCursor,
  isSelected,
  open,
  href,
  check,
}: Props<Row>) {
  const onClick = (event: MouseEvent<HTMLTableRowElement>) => {
    const target = event.target instanceof Element ? event.target : null;
    if (open && !target?.closest("a, button, input, label") && !window.getSelection()?.toString()) open(row);
  };
  return (
    <tr
      data-row={position}
      aria-selected={isSelected || undefined}
      className={classNames(isSelected && "sel", isCursor && "cursor", open && "cursor-pointer")}
      onClick={onClick}
    >
      {columns.map((column, at) => (
        <td key={column.key} className={column.align}>
          {column.key === primary ? (
            <PrimaryCell href={href} open={open && (() => open(row))}>
              {column.cell(row)}
            </PrimaryCell>
          ) : (
            column.cell(row)
          )}
          {at === 0 && check}
        </td>
      ))}
    </tr>
  );
}

function PrimaryCell({ href, open, children }: { href?: string; open?: () => void; children: ReactNode }) {
  if (href)
    return (
      <Link href={href} className="font-medium">
        {children}
      </Link>
    );
  if (!open) return children;
  return (
    <button type="button" className="text-left align-middle font-medium" onClick={open}>
      {children}
    </button>
  );
}
