import { expect, test } from "vitest";
import { type SortDirection, sortRows } from "@/components/ui/sort-rows";

const sorted = (values: (string | number | null)[], direction: SortDirection) =>
  sortRows(values, (value) => value, direction);

test("numbers inside texts are read as numbers, and capitals do not come first", () => {
  expect(sorted(["r10", "R2", "r1"], "ascending")).toEqual(["r1", "R2", "r10"]);
  expect(sorted(["beta", "Alpha", "alpha 2"], "descending")).toEqual(["beta", "alpha 2", "Alpha"]);
});

test("rows without a value are last in both directions", () => {
  expect(sorted([null, 3, null, 1], "ascending")).toEqual([1, 3, null, null]);
  expect(sorted([null, 3, null, 1], "descending")).toEqual([3, 1, null, null]);
});

test("equal rows keep their order in both directions", () => {
  const rows = [
    { id: "a", value: 1 },
    { id: "b", value: 2 },
    { id: "c", value: 1 },
  ];
  const ids = (direction: SortDirection) => sortRows(rows, (row) => row.value, direction).map(({ id }) => id);
  expect(ids("ascending")).toEqual(["a", "c", "b"]);
  expect(ids("descending")).toEqual(["b", "a", "c"]);
});

test("the given rows are left as they are", () => {
  const rows = Object.freeze(["b", "a"]);
  expect(sortRows(rows, (row) => row, "ascending")).toEqual(["a", "b"]);
});
