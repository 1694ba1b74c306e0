import { haveSameForms } from "@/lib/harness/canvas/card-form";
import { laneFor } from "@/lib/harness/canvas/edge-route";
import { groupBy } from "@/lib/harness/canvas/group-by";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { type Rect, rectsOf } from "@/lib/harness/canvas/place-on-canvas";
import { exitPlaces } from "@/lib/harness/canvas/port-places";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";

const known = new WeakMap<
  Draft["at"],
  { nodes: Draft["nodes"]; edges: Draft["edges"]; lanes: ReadonlyMap<string, number> }
>();

/**
 * The x of the long vertical of each line relative to the middle of its exit, by edge id. Recomputed when a
 * card was moved or changed its form, not while it moves.
 */
export function edgeLanes(draft: Draft): ReadonlyMap<string, number> {
  const before = known.get(draft.at);
  if (before && before.edges === draft.edges && haveSameForms(before.nodes, draft.nodes)) return before.lanes;
  const lanes = computeLanes(draft);
  known.set(draft.at, { nodes: draft.nodes, edges: draft.edges, lanes });
  return lanes;
}

function computeLanes(draft: Draft): ReadonlyMap<string, number> {
  const index = nodeIndex(draft);
  const rects = rectsOf(draft);
  const scopes = groupBy(
    draft.nodes.filter((node) => node.kind !== "note"),
    (node) => node.parent,
  );
  const columns = new Map([...scopes].map(([parent, nodes]) => [parent, columnOf(nodes, rects)]));
  const lanes = new Map<string, number>();
  for (const edge of draft.edges) {
    const [source, target] = [index.get(edge.from.node), index.get(edge.to.node)];
    const column = columns.get(source?.parent ?? null);
    if (!source || !target || !column || source.parent !== target.parent) continue;
    const [from, to] = [rects.get(source.id), rects.get(target.id)];
    if (!from || !to) continue;
    const obstacles = between(column, from, to).flatMap(({ id, rect }) =>
      id === source.id || id === target.id ? [] : rect,
    );
    lanes.set(edge.id, laneOf(source, edge.from.port, from, to, obstacles));
  }
  return lanes;
}

/** The cards of one scope from the top down, so that a line looks only at those beside it. */
type Column = { cards: { id: string; rect: Rect }[]; tallest: number };

function columnOf(nodes: readonly DraftNode[], rects: ReadonlyMap<string, Rect>): Column {
  const cards = nodes.flatMap(({ id }) => {
    const rect = rects.get(id);
    return rect ? [{ id, rect }] : [];
  });
  cards.sort((one, other) => one.rect.y - other.rect.y);
  return { cards, tallest: cards.reduce((tallest, { rect }) => Math.max(tallest, rect.h), 0) };
}

/** Cards that may stand beside a line from one card to another; a line goes a little over both of its ends. */
function between({ cards, tallest }: Column, from: Rect, to: Rect): Column["cards"] {
  const [bottom, top] = [from.y + from.h, to.y];
  const first = firstFrom(cards, Math.min(bottom, top) - OVER_END - tallest);
  return cards.slice(first, firstFrom(cards, Math.max(bottom, top) + OVER_END));
}

const OVER_END = 40;

/** The position of the first card whose top is at `y` or below. */
function firstFrom(cards: Column["cards"], y: number): number {
  let [low, high] = [0, cards.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cards[middle]?.rect.y ?? y) < y) low = middle + 1;
    else high = middle;
  }
  return low;
}

function laneOf(source: DraftNode, port: string, from: Rect, to: Rect, obstacles: Rect[]): number {
  const start = { x: from.x + (exitPlaces(source, from).get(port) ?? from.w / 2), y: from.y + from.h };
  return laneFor(start, { x: to.x + to.w / 2, y: to.y }, obstacles) - start.x;
}
