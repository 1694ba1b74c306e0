import fc from "fast-check";
import { expect, test } from "vitest";
import { sizeOf } from "@/lib/harness/canvas/card-size";
import { edgeLanes } from "@/lib/harness/canvas/edge-lanes";
import { laneFor } from "@/lib/harness/canvas/edge-route";
import { rectsOf } from "@/lib/harness/canvas/place-on-canvas";
import { exitPlaces } from "@/lib/harness/canvas/port-places";
import { targetedLayout } from "@/lib/harness/canvas/targeted-layout";
import { nodeId, testGraph } from "@/lib/harness/canvas/test-graphs";
import { withPlaces } from "@/lib/harness/canvas/with-places";
import { copyNodes } from "@/lib/harness/graph/copy-nodes";
import type { Draft, Place } from "@/lib/harness/graph/draft";
import { layoutDraft } from "@/lib/harness/graph/layout-draft";
import { pasteNodes } from "@/lib/harness/graph/paste-nodes";
import { apply } from "@/lib/harness/testing/demo-draft";

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

test("cards that follow the exits of one card stand in the order of the exits", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(["a", "b", "c", "d"], { minLength: 2 }), (keys) => {
      const cases = keys.map((key) => ({ key, label: key, when: "true" }));
      const draft = testGraph(
        {
          start: { kind: "trigger.chat" },
          fork: { kind: "branch", config: { cases } },
          ...endsOf(["a", "b", "c", "d"]),
        },
        ["start > fork", ...keys.map((key) => `fork.${key} > ${key}`).reverse()],
      );
      const at = layoutDraft(draft);
      const xs = keys.map((key) => at[nodeId(key)]?.x ?? 0);
      expect(xs).toEqual([...xs].sort((one, other) => one - other));
    }),
    { numRuns: 30, endOnFailure: true },
  );
});

const endsOf = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, { kind: "end" as const }]));

test("a targeted layout moves only the cards that it was given, and covers no card with one of them", () => {
  fc.assert(
    fc.property(graphs, fc.array(fc.nat(19), { minLength: 1 }), (draft, picks) => {
      const ids = new Set(picks.map((pick) => nodeId(`k${pick % draft.nodes.length}`)));
      const spread = { ...draft, at: layoutDraft(draft) };
      const placed = targetedLayout(spread, ids);
      expect(new Set(Object.keys(placed))).toEqual(ids);
      const at = { ...spread.at, ...placed };
      const boxOf = (id: string) => {
        const node = draft.nodes.find((one) => one.id === id);
        return node && { ...(at[id] ?? { x: 0, y: 0 }), ...sizeOf(draft, node) };
      };
      for (const id of ids)
        for (const { id: other } of draft.nodes) {
          const [one, two] = [boxOf(id), boxOf(other)];
          if (id !== other && one && two && covers(one, two)) throw new Error("One card covers another.");
        }
    }),
    { numRuns: 30, endOnFailure: true },
  );
});

test("what is pasted covers nothing, keeps how it lies to itself, and moves nothing", () => {
  fc.assert(
    fc.property(graphs, fc.array(fc.nat(19), { minLength: 1 }), (graph, picks) => {
      const draft = { ...graph, at: layoutDraft(graph) };
      const chosen = new Set(picks.map((pick) => nodeId(`k${pick % draft.nodes.length}`)));
      const command = pasteNodes(draft, copyNodes(draft, chosen));
      if (!command || typeof command === "string") throw new Error("It can be pasted.");
      const next = apply(draft, command);
      expect(next.at).toMatchObject(draft.at);
      const sources = draft.nodes.filter((node) => chosen.has(node.id));
      const shifts = command.nodes.map((node, at) => offset(next.at[node.id], draft.at[sources[at]?.id ?? ""]));
      expect(new Set(shifts.map((one) => `${one.x} ${one.y}`)).size).toBe(1);
      expect(coveredBy(next, new Set(command.nodes.map((node) => node.id)))).toEqual([]);
    }),
    { numRuns: 30, endOnFailure: true },
  );
});

test("what a file gives no place gets one, and the rest of it keeps its own", () => {
  fc.assert(
    fc.property(graphs, fc.nat(19), (graph, pick) => {
      const whole = { ...graph, at: layoutDraft(graph) };
      const gone = nodeId(`k${pick % whole.nodes.length}`);
      const { [gone]: _place, ...at } = whole.at;
      const placed = withPlaces({ ...whole, at });
      expect(placed.at).toMatchObject(at);
      expect(coveredBy(placed, new Set([gone]))).toEqual([]);
    }),
    { numRuns: 20, endOnFailure: true },
  );
});

/** Pairs of cards of which one is new and covers another that is not. */
function coveredBy(draft: Draft, fresh: ReadonlySet<string>): [string, string][] {
  const others = draft.nodes.filter((node) => !fresh.has(node.id));
  return [...fresh].flatMap((id) =>
    others.flatMap((other): [string, string][] =>
      covers(boxIn(draft, id), boxIn(draft, other.id)) ? [[id, other.id]] : [],
    ),
  );
}

const offset = (one: Place | undefined, other: Place | undefined) => ({
  x: (one?.x ?? 0) - (other?.x ?? 0),
  y: (one?.y ?? 0) - (other?.y ?? 0),
});

function boxIn(draft: Draft, id: string): Box {
  const node = draft.nodes.find((one) => one.id === id);
  if (!node) throw new Error("It is in the draft.");
  return { ...(draft.at[id] ?? { x: 0, y: 0 }), ...sizeOf(draft, node) };
}

type Box = { x: number; y: number; w: number; h: number };
const covers = (one: Box, other: Box) =>
  one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;

test("a line takes the same lane as if it looked at every card of the draft", () => {
  const places = fc.array(fc.tuple(fc.nat(900), fc.nat(900)), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(graphs, places, (graph, spots) => {
      const at = Object.fromEntries(
        graph.nodes.map(({ id }, index) => [id, { x: spots[index]?.[0] ?? 0, y: spots[index]?.[1] ?? 0 }]),
      );
      const draft = { ...graph, at };
      const rects = rectsOf(draft);
      const cards = graph.nodes.flatMap(({ id }) => rects.get(id) ?? []).sort((one, other) => one.y - other.y);
      const lanes = edgeLanes(draft);
      for (const { id, from, to } of graph.edges) {
        const source = graph.nodes.find((node) => node.id === from.node);
        const [start, end] = [rects.get(from.node), rects.get(to.node)];
        if (!source || !start || !end) throw new Error("A line has no ends.");
        const exit = { x: start.x + (exitPlaces(source, start).get(from.port) ?? start.w / 2), y: start.y + start.h };
        const others = cards.filter((rect) => rect !== start && rect !== end);
        expect(lanes.get(id)).toBe(laneFor(exit, { x: end.x + end.w / 2, y: end.y }, others) - exit.x);
      }
    }),
    { numRuns: 200, endOnFailure: true },
  );
});
