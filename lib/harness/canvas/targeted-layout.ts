import { CONTAINER_PADDING, sizeOf } from "@/lib/harness/canvas/card-size";
import { cardsIn, freePlace, leastPlace } from "@/lib/harness/canvas/free-place";
import { edgeIndex, nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Rect } from "@/lib/harness/canvas/place-on-canvas";
import type { Draft, DraftNode, Place } from "@/lib/harness/graph/draft";

const GAP_PX = 56;

/**
 * Places for some nodes only; nothing else moves. Each goes below what leads to it (or above what it leads to), and to
 * the nearest free place beside that: sources first, what is inside of a container before the container. For what is new,
 * for a selection, and for drafts that are too large to lay out whole.
 */
export function targetedLayout(draft: Draft, ids: ReadonlySet<string>): Record<string, Place> {
  const at: Record<string, Place> = { ...draft.at };
  const placed: Record<string, Place> = {};
  const waiting = new Set(ids);
  for (const node of inOrder(draft, ids)) {
    const current = { ...draft, at };
    const { w, h } = sizeOf(current, node);
    const wanted = wantedPlace(current, node, waiting);
    const { x, y } = freePlace({ ...wanted, w, h }, cardsIn(current, node.parent, waiting), leastPlace(node.parent));
    const place = { ...draft.at[node.id], x, y };
    at[node.id] = place;
    placed[node.id] = place;
    waiting.delete(node.id);
  }
  return placed;
}

/** The nodes to place, each after what leads to it and after what is inside of it. A note stays where somebody put it. */
function inOrder(draft: Draft, ids: ReadonlySet<string>): DraftNode[] {
  const index = nodeIndex(draft);
  const first = firstBy(draft, ids);
  const order: DraftNode[] = [];
  const seen = new Set<string>();
  const visit = (id: string) => {
    const node = index.get(id);
    if (!node || seen.has(id)) return;
    seen.add(id);
    for (const other of first.get(id) ?? []) visit(other);
    if (node.kind !== "note" || !draft.at[id]) order.push(node);
  };
  for (const id of ids) visit(id);
  return order;
}

/** What is placed before a node: its content, and what leads to it in the same container. */
function firstBy(draft: Draft, ids: ReadonlySet<string>): Map<string, string[]> {
  const index = nodeIndex(draft);
  const first = new Map<string, string[]>();
  const add = (id: string, other: string) => first.set(id, [...(first.get(id) ?? []), other]);
  for (const id of ids) {
    const parent = index.get(id)?.parent;
    if (parent) add(parent, id);
  }
  for (const { from, to } of draft.edges) {
    const isBeside = index.get(from.node)?.parent === index.get(to.node)?.parent;
    if (isBeside && ids.has(from.node) && ids.has(to.node)) add(to.node, from.node);
  }
  return first;
}

function wantedPlace(draft: Draft, node: DraftNode, waiting: ReadonlySet<string>): Place {
  const edges = edgeIndex(draft).get(node.id) ?? [];
  const index = nodeIndex(draft);
  const rectOf = (id: string): Rect[] => {
    const other = index.get(id);
    const place = draft.at[id];
    if (!other || !place || waiting.has(id) || other.parent !== node.parent) return [];
    return [{ x: place.x, y: place.y, ...sizeOf(draft, other) }];
  };
  const before = edges.flatMap((edge) => (edge.to.node === node.id ? rectOf(edge.from.node) : []));
  const { w, h } = sizeOf(draft, node);
  if (before.length > 0) {
    const middle = before.reduce((sum, rect) => sum + rect.x + rect.w / 2, 0) / before.length;
    return { x: Math.round(middle - w / 2), y: Math.max(...before.map((rect) => rect.y + rect.h)) + GAP_PX };
  }
  const [after] = edges.flatMap((edge) => (edge.from.node === node.id ? rectOf(edge.to.node) : []));
  return after ? { x: after.x, y: after.y - GAP_PX - h } : (draft.at[node.id] ?? startOf(node));
}

/** Below the head of its container, or at the top of the canvas. */
const startOf = ({ parent }: DraftNode): Place =>
  parent === null ? { x: 0, y: 0 } : { x: CONTAINER_PADDING.x, y: CONTAINER_PADDING.top };
