import { expect, test } from "vitest";
import { itemWords } from "@/lib/release/item-words";
import { onlyItemsOf } from "@/lib/runtime/runs/only-items-of";

test("items that a test took are told from the inside to the outside, counted from 1", () => {
  const node = (id: string, parent: string | null, onlyItem: number | null) => ({ id, parent, onlyItem, label: id });
  const items = onlyItemsOf([node("Lines", "Orders", 0), node("Orders", null, 2), node("Other", null, null)]);
  expect(items).toEqual([
    { label: "Orders", index: 2 },
    { label: "Lines", index: 0 },
  ]);
  expect(itemWords(items)).toBe("item 1 of “Lines” in item 3 of “Orders”");
});
