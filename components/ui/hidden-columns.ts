import type { TableColumn } from "@/components/ui/table-column";

/** The key of the cell that carries a row's link; it is always shown. */
export const primaryKey = <Row>(columns: readonly TableColumn<Row>[]): string | undefined =>
  columns.find((column) => column.primary)?.key ?? columns[0]?.key;

/** Columns that a person may hide: all that have a name, but the primary one. What acts on a row has none. */
export function hidableColumns<Row>(columns: readonly TableColumn<Row>[]): { key: string; name: string }[] {
  const primary = primaryKey(columns);
  return columns.flatMap(({ key, header }) =>
    key !== primary && typeof header === "string" && header !== "" ? [{ key, name: header }] : [],
  );
}

/** The columns without those that are hidden; a kept key of a column that may not be hidden, or is gone, does nothing. */
export function shownColumns<Row>(
  columns: readonly TableColumn<Row>[],
  hidden: ReadonlySet<string>,
): readonly TableColumn<Row>[] {
  if (hidden.size === 0) return columns;
  const mayGo = new Set(hidableColumns(columns).map(({ key }) => key));
  return columns.filter(({ key }) => !(hidden.has(key) && mayGo.has(key)));
}

/** Hidden columns as the browser keeps them: their keys with a comma between. */
export const readHidden = (kept: string | null): ReadonlySet<string> =>
  new Set(kept ? kept.split(",").filter(Boolean) : []);

export function toggleHidden(hidden: ReadonlySet<string>, key: string): string | null {
  const next = new Set(hidden);
  if (!next.delete(key)) next.add(key);
  return next.size > 0 ? [...next].sort().join(",") : null;
}
