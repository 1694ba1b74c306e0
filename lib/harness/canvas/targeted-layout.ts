import { sizeOf } from "@/lib/harness/canvas/card-size";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Rect } from "@/lib/harness/canvas/place-on-canvas";
import type { Draft, DraftNode, Place } from "@/lib/harness/graph/draft";

const GAP_PX = { x: 40, y: 56 };
const MAX_TRIES = 400;

/**
 * Places for some nodes only; nothing else moves. Each goes below what leads to it (or above what it leads to), and to
 * the nearest free place beside that. Linear in the nodes that it looks at; for drafts that are too large to lay out whole.
 */
export function targetedLayout(draft: Draft, ids: ReadonlySet<string>): Record<string, Place> {
  const index = nodeIndex(draft);
  const at: Record<string, Place> = { ...draft.at };
  const placed: Record<string, Place> = {};
  const taken = new Set(draft.nodes.filter((node) => !ids.has(node.id)).map((node) => node.id));
  for (const id of ids) {
    const node = index.get(id);
    if (!node || node.kind === "note") continue;
    const current = { ...draft, at };
    const place = freePlace(current, node, wantedPlace(current, node, taken), taken);
    at[id] = place;
    placed[id] = place;
    taken.add(id);
  }
  return placed;
}

function wantedPlace(draft: Draft, node: DraftNode, taken: ReadonlySet<string>): Place {
  const index = nodeIndex(draft);
  const near = (ids: string[]) =>
    ids.flatMap((id) => (taken.has(id) && index.get(id)?.parent === node.parent ? (index.get(id) ?? []) : []));
  const before = near(draft.edges.filter((edge) => edge.to.node === node.id).map((edge) => edge.from.node));
  const { w, h } = sizeOf(draft, node);
  if (before.length > 0) {
    const rects = before.map((one) => ({ ...(draft.at[one.id] ?? { x: 0, y: 0 }), ...sizeOf(draft, one) }));
    const middle = rects.reduce((sum, rect) => sum + rect.x + rect.w / 2, 0) / rects.length;
    return { x: Math.round(middle - w / 2), y: Math.max(...rects.map((rect) => rect.y + rect.h)) + GAP_PX.y };
  }
  const after = near(draft.edges.filter((edge) => edge.from.node === node.id).map((edge) => edge.to.node))[0];
  const below = after && draft.at[after.id];
  return below ? { x: below.x, y: below.y - GAP_PX.y - h } : (draft.at[node.id] ?? { x: 0, y: 0 });
}

/** The wanted place, or the nearest one to its right or left, then lower, where the card covers no other. */
function freePlace(draft: Draft, node: DraftNode, wanted: Place, taken: ReadonlySet<string>): Place {
  const { w, h } = sizeOf(draft, node);
  const others = draft.nodes
    .filter((one) => taken.has(one.id) && one.parent === node.parent)
    .map((one) => ({ ...(draft.at[one.id] ?? { x: 0, y: 0 }), ...sizeOf(draft, one) }));
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const column = Math.ceil((tries % 9) / 2) * (tries % 2 === 0 ? -1 : 1);
    const place = { x: wanted.x + column * (w + GAP_PX.x), y: wanted.y + Math.floor(tries / 9) * (h + GAP_PX.y) };
    if (!others.some((other) => covers({ ...place, w, h }, other))) return place;
  }
  return wanted;
}

const covers = (one: Rect, other: Rect) =>
  one.x < other.x + other.w + 8 &&
  other.x < one.x + one.w + 8 &&
  one.y < other.y + other.h + 8 &&
  other.y < one.y + one.h + 8;
