import { expect, test } from "vitest";
import { nodeId, testGraph } from "@/lib/harness/canvas/test-graphs";
import type { Draft } from "@/lib/harness/graph/draft";
import { sliceDraft } from "@/lib/harness/test-runs/slice-draft";

const keys = (draft: Draft) => draft.nodes.map((node) => node.key).sort();

test("with an item a step inside of a map can be run to: what leads to it inside, and nothing after", () => {
  const draft = testGraph(
    {
      start: { kind: "trigger.chat" },
      list: {},
      each: { kind: "map" },
      one: { parent: "each" },
      two: { parent: "each" },
      side: { parent: "each" },
      end: { kind: "end" },
    },
    [
      "start > list",
      "list > each",
      "each.body > one",
      "one > two",
      "two > each.collect",
      "each.body > side",
      "each > end",
    ],
  );
  const to = sliceDraft(draft, { mode: "to", nodeId: nodeId("two"), items: [2] });
  expect(to.ok && keys(to.draft)).toEqual(["each", "list", "one", "start", "two"]);
  expect(to.ok && to.draft.edges.some((edge) => edge.from.node === nodeId("two"))).toBe(false);
  expect(to.ok && to.only).toEqual([{ map: nodeId("each"), index: 2 }]);
  expect(to.ok && to.ancestors).toEqual(new Set([nodeId("start"), nodeId("list")]));
  const from = sliceDraft(draft, { mode: "from", nodeId: nodeId("one"), items: [0] });
  expect(from.ok && keys(from.draft)).toEqual(["each", "end", "list", "one", "side", "start", "two"]);
  const map = sliceDraft(draft, { mode: "to", nodeId: nodeId("each"), items: [1] });
  expect(map.ok && keys(map.draft)).toEqual(["each", "list", "one", "side", "start", "two"]);
  const outside = sliceDraft(draft, { mode: "to", nodeId: nodeId("list"), items: [0] });
  expect(outside.ok || outside.refusal).toMatch(/in no map/);
});

test("inside of nested maps an item of each is chosen, outermost first; more than there are is refused", () => {
  const draft = testGraph(
    {
      start: { kind: "trigger.chat" },
      outer: { kind: "map" },
      inner: { kind: "map", parent: "outer" },
      deep: { parent: "inner" },
      after: { parent: "inner" },
    },
    ["start > outer", "outer.body > inner", "inner.body > deep", "deep > after", "after > inner.collect"],
  );
  const sliced = (key: string, items: number[]) => sliceDraft(draft, { mode: "to", nodeId: nodeId(key), items });
  const both = sliced("deep", [2, 1]);
  expect(both.ok && both.only).toEqual([
    { map: nodeId("outer"), index: 2 },
    { map: nodeId("inner"), index: 1 },
  ]);
  expect(both.ok && keys(both.draft)).toEqual(["deep", "inner", "outer", "start"]);
  const one = sliced("inner", [2]);
  expect(one.ok && one.only).toEqual([{ map: nodeId("outer"), index: 2 }]);
  const many = sliced("deep", [0, 0, 0]);
  expect(many.ok || many.refusal).toMatch(/in 2 maps/);
});

test("a step inside of a loop is refused with and without an item", () => {
  const draft = testGraph(
    {
      start: { kind: "trigger.chat" },
      each: { kind: "map" },
      again: { kind: "loop", parent: "each" },
      deep: { parent: "again" },
    },
    ["start > each", "each.body > again", "again.body > deep"],
  );
  for (const items of [[], [0]]) {
    const slice = sliceDraft(draft, { mode: "to", nodeId: nodeId("deep"), items });
    expect(slice.ok || slice.refusal).toMatch(/rounds of the loop "again"/);
  }
});
