import { expect, test } from "vitest";
import { ticksOf, waterfallRows } from "@/components/observability/run/waterfall-rows";
import { spanViewOf } from "@/lib/observability/testing/span-view-of";
import type { SpanView } from "@/lib/observability/traces/schema";

let seq = 0;
const span = (id: string, more: Partial<SpanView> = {}): SpanView => {
  seq += 1;
  const startedAt = new Date(1_700_000_000_000 + seq * 10).toISOString();
  return spanViewOf({ id, name: id, stepKey: id, seq, startedAt, ...more });
};

test("attempts of one step share a row, and their children hang below it in order", () => {
  const rows = waterfallRows([
    span("a1", { stepKey: "a" }),
    span("p1", { parentId: "a1", kind: "policy" }),
    span("a2", { stepKey: "a", attempt: 2 }),
    span("p2", { parentId: "a2", kind: "policy" }),
    span("b"),
  ]);
  expect(rows.map((row) => [row.id, row.depth, row.attempts.length])).toEqual([
    ["a2", 0, 2],
    ["p1", 1, 1],
    ["p2", 1, 1],
    ["b", 0, 1],
  ]);
});

test.each(["map", "loop"])("attempts inside of a %s share a row, two calls inside one attempt do not", (kind) => {
  const inside = { iterationPath: "@each[0]", stepKey: "search@each[0]" };
  const rows = waterfallRows([
    span("map", { kind }),
    span("s1", { parentId: "map", ...inside }),
    span("s2", { parentId: "map", ...inside, attempt: 2 }),
    span("call1", { parentId: "s2", kind: "llm", ...inside }),
    span("call2", { parentId: "s2", kind: "llm", ...inside }),
  ]);
  expect(rows.map((row) => [row.id, row.depth, row.attempts.length])).toEqual([
    ["map", 0, 1],
    ["s2", 1, 2],
    ["call1", 2, 1],
    ["call2", 2, 1],
  ]);
});

test("orphans are shown at the top, a cycle is cut, and a thousand levels are no problem", () => {
  expect(waterfallRows([span("x", { parentId: "gone" })]).map((row) => row.depth)).toEqual([0]);
  const deep = Array.from({ length: 1_400 }, (_, index) =>
    span(`d${index}`, { parentId: index === 0 ? null : `d${index - 1}`, stepKey: "d" }),
  );
  expect(waterfallRows(deep).at(-1)?.depth).toBe(1_399);
});

test("ticks are round and few", () => {
  expect(ticksOf(8_300, 6)).toEqual([0, 2_000, 4_000, 6_000, 8_000]);
  expect(ticksOf(3, 6)).toEqual([0, 1, 2, 3]);
});
