import { expect, test } from "vitest";
import { parseCell, printCell } from "@/components/observability/failures/cell-place";

test("a cell survives the URL", () => {
  const place = { harness: "support-desk", node: "answer", start: "2026-06-10T14:00:00.000Z" };
  expect(parseCell(printCell(place))).toEqual(place);
});

test.each([null, "", "support-desk", "support-desk/answer/soon", "a/b/2026-06-10T14:00:00Z/c"])(
  "%s names no cell",
  (text) => expect(parseCell(text)).toBeNull(),
);
