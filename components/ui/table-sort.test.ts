import { expect, test } from "vitest";
import { nextSort, readSort, type TableSort, writeSort } from "@/components/ui/table-sort";

type Row = { name: string; steps: number | null };
const name = { key: "name", sort: (row: Row) => row.name };
const steps = { key: "steps", sort: (row: Row) => row.steps };
const columns = [name, steps, { key: "owner" }];
const rows: Row[] = [
  { name: "a", steps: null },
  { name: "b", steps: 2 },
];

/** What three clicks on a head ask for, as the URL has it. */
function threeClicks(column: typeof name | typeof steps): (string | null)[] {
  let sort: TableSort | null = null;
  return [1, 2, 3].map(() => {
    sort = nextSort(sort, column, rows);
    return writeSort(sort);
  });
}

test("texts begin with A and figures with the largest; the third click gives the list's own order back", () => {
  expect(threeClicks(name)).toEqual(["name", "-name", null]);
  expect(threeClicks(steps)).toEqual(["-steps", "steps", null]);
});

test("another column begins anew", () => {
  expect(nextSort({ key: "name", direction: "descending" }, steps, rows)).toEqual({
    key: "steps",
    direction: "descending",
  });
});

test("a URL that names no column to sort by sorts nothing", () => {
  for (const text of [null, "", "-", "owner", "-owner", "other"]) expect(readSort(text, columns)).toBeNull();
});

test("what is written is read back", () => {
  for (const text of ["name", "-steps"]) expect(writeSort(readSort(text, columns))).toBe(text);
});
