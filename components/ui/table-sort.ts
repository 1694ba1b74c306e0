import type { SortDirection, SortValue } from "@/components/ui/sort-rows";

/** Which column a table is sorted by. In the URL `name` is ascending, `-name` descending. */
export type TableSort = { key: string; direction: SortDirection };
type Sortable<Row> = { key: string; sort?: (row: Row) => SortValue };

/** The sort that a URL asks for; null for none, and for a column that the table does not sort by. */
export function readSort<Row>(text: string | null, columns: readonly Sortable<Row>[]): TableSort | null {
  if (!text) return null;
  const key = text.replace(/^-/, "");
  if (!columns.some((column) => column.key === key && column.sort)) return null;
  return { key, direction: text.startsWith("-") ? "descending" : "ascending" };
}

export const writeSort = (sort: TableSort | null): string | null =>
  sort && (sort.direction === "descending" ? `-${sort.key}` : sort.key);

/**
 * What a click on the head of a column asks for: first its own direction (texts from A, figures and times from the
 * largest), then the other one, then the order that the list has by itself.
 */
export function nextSort<Row>(
  current: TableSort | null,
  { key, sort }: Sortable<Row>,
  rows: readonly Row[],
): TableSort | null {
  const first = isOfFigures(rows, sort) ? "descending" : "ascending";
  if (current?.key !== key) return { key, direction: first };
  if (current.direction !== first) return null;
  return { key, direction: first === "ascending" ? "descending" : "ascending" };
}

function isOfFigures<Row>(rows: readonly Row[], sort: Sortable<Row>["sort"]): boolean {
  for (const row of rows) {
    const value = sort?.(row) ?? null;
    if (value !== null) return typeof value === "number";
  }
  return false;
}
