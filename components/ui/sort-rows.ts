/** What a column sorts by: a text, a figure, or null where there is nothing. Times are milliseconds. */
export type SortValue = string | number | null;
export type SortDirection = "ascending" | "descending";

const texts = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** A sorted copy. Rows that are equal keep their order, and those without a value are last in both directions. */
export function sortRows<Row>(rows: readonly Row[], valueIn: (row: Row) => SortValue, direction: SortDirection): Row[] {
  const sign = direction === "ascending" ? 1 : -1;
  return rows
    .map((row) => ({ row, value: valueIn(row) }))
    .sort((one, other) => {
      if (one.value === null || other.value === null) return Number(one.value === null) - Number(other.value === null);
      return sign * compare(one.value, other.value);
    })
    .map(({ row }) => row);
}

function compare(one: string | number, other: string | number): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return texts.compare(String(one), String(other));
}
