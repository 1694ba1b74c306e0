import { expect, test } from "vitest";
import { selectRows } from "@/components/ui/select-rows";

const keys = ["a", "b", "c", "d"];
const none: ReadonlySet<string> = new Set();

test("a row that is picked twice is not selected any more", () => {
  const once = selectRows(keys, none, { key: "b", anchor: null, isRange: false });
  expect([...once]).toEqual(["b"]);
  expect([...selectRows(keys, once, { key: "b", anchor: "b", isRange: false })]).toEqual([]);
});

test("a range goes up as well as down, and keeps what was selected outside of it", () => {
  const selected = new Set(["a"]);
  expect([...selectRows(keys, selected, { key: "b", anchor: "d", isRange: true })].sort()).toEqual([
    "a",
    "b",
    "c",
    "d",
  ]);
  expect([...selectRows(keys, none, { key: "c", anchor: "b", isRange: true })]).toEqual(["b", "c"]);
});

test("a range whose beginning is not on the screen picks the one row", () => {
  expect([...selectRows(keys, none, { key: "c", anchor: "gone", isRange: true })]).toEqual(["c"]);
});
