"use client";
import { useMemo } from "react";
import { sortRows } from "@/components/ui/sort-rows";
import type { TableColumn } from "@/components/ui/table-column";
import { nextSort, readSort, type TableSort, writeSort } from "@/components/ui/table-sort";
import { useLocationValue } from "@/components/ui/use-location-value";

type Sorted<Row> = {
  rows: readonly Row[];
  sort: TableSort | null;
  onSort: ((column: TableColumn<Row>) => void) | undefined;
};

/** The rows of a table as the URL sorts them (`?sort=name`, `?sort=-updated`). Only a list that is there whole is sorted. */
export function useTableSort<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  isWhole: boolean,
): Sorted<Row> {
  const [text, setText] = useLocationValue("sort", "push");
  const asked = isWhole ? readSort(text, columns) : null;
  const { key, direction } = asked ?? {};
  const valueIn = columns.find((column) => column.key === key)?.sort;
  const sorted = useMemo(
    () => (valueIn && direction ? sortRows(rows, valueIn, direction) : rows),
    [rows, valueIn, direction],
  );
  return {
    rows: sorted,
    sort: asked,
    onSort: isWhole
      ? (column) => setText((drawn) => writeSort(nextSort(readSort(drawn, columns), column, rows)))
      : undefined,
  };
}
