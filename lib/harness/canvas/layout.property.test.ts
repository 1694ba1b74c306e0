import fc from "fast-check";
import { expect, test } from "vitest";
import { sizeOf } from "@/lib/harness/canvas/card-size";
import { targetedLayout } from "@/lib/harness/canvas/targeted-layout";
import { nodeId, testGraph } from "@/lib/harness/canvas/test-graphs";
import { layoutDraft } from "@/lib/harness/graph/layout-draft";

/** A random graph of up to 20 cards whose lines go from earlier to later ones. */
const graphs = fc.array(fc.array(fc.nat(99), { maxLength: 3 }), { minLength: 1, maxLength: 20 }).map((links) => {
  const nodes = Object.fromEntries(
    links.map((_, index) => [`k${index}`, { at: [index * 7, index * 5] as [number, number] }]),
  );
  const lines = links.flatMap((targets, index) =>
    targets.flatMap((pick) => {
      const to = index + 1 + (pick % 5);
      return to < links.length ? [`k${index} > k${to}`] : [];
    }),
  );
  return testGraph(nodes, [...new Set(lines)]);
});

test("a layout places every card, covers none with another, and changes nothing but places", () => {
  fc.assert(
    fc.property(graphs, (draft) => {
      const at = layoutDraft(draft);
      expect(Object.keys(at).sort()).toEqual(draft.nodes.map((node) => node.id).sort());
      const boxes = draft.nodes.map((node) => ({ ...(at[node.id] ?? { x: 0, y: 0 }), ...sizeOf(draft, node) }));
      for (const [index, one] of boxes.entries())
        for (const other of boxes.slice(index + 1)) if (covers(one, other)) throw new Error("One card covers another.");
    }),
    { numRuns: 20, endOnFailure: true },
  );
});

test("a targeted layout moves only the cards that it was given, to free places", () => {
  fc.assert(
    fc.property(graphs, fc.nat(19), (draft, pick) => {
      const id = nodeId(`k${pick % draft.nodes.length}`);
      const spread = { ...draft, at: layoutDraft(draft) };
      const placed = targetedLayout(spread, new Set([id]));
      expect(Object.keys(placed)).toEqual([id]);
    }),
    { numRuns: 20, endOnFailure: true },
  );
});

type Box = { x: number; y: number; w: number; h: number };
const covers = (one: Box, other: Box) =>
  one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;
