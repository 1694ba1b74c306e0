import type { Refused } from "@/components/ui/act-on-each";

const SHOWN = 8;
/** How the rows of a table are told apart, by the program and by people. */
export type RowNames<Row> = { keyOf: (row: Row) => string; nameOf: (row: Row) => string };

/** The first of the rows that an act is for. */
export function BulkNames<Row>({ rows, keyOf, nameOf }: RowNames<Row> & { rows: readonly Row[] }) {
  return (
    <ul className="grid gap-1">
      {rows.slice(0, SHOWN).map((row) => (
        <li key={keyOf(row)} className="cut font-medium">
          {nameOf(row)}
        </li>
      ))}
      {rows.length > SHOWN && <li className="text-muted">and {rows.length - SHOWN} more</li>}
    </ul>
  );
}

/** Rows with the reason why an act was not done to them. */
export function BulkReasons<Row>({ refused, keyOf, nameOf }: RowNames<Row> & { refused: readonly Refused<Row>[] }) {
  return (
    <ul className="grid max-h-[320px] gap-2 overflow-auto">
      {refused.map(({ row, why }) => (
        <li key={keyOf(row)} className="grid [overflow-wrap:anywhere]">
          <b className="font-medium text-text">{nameOf(row)}</b>
          <span className="text-muted">{why}</span>
        </li>
      ))}
    </ul>
  );
}
