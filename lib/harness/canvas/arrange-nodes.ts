import { sizeOf } from "@/lib/harness/canvas/card-size";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Command } from "@/lib/harness/graph/command";
import type { Draft, Place } from "@/lib/harness/graph/draft";

export type Arrangement = "left" | "centre" | "right" | "top" | "middle" | "bottom" | "columns" | "rows";
type Box = { id: string; place: Place; w: number; h: number };

/** Aligns or spreads nodes of one container as one edit, or null when fewer than two (three to spread) share a container. */
export function arrangeNodes(draft: Draft, ids: ReadonlySet<string>, how: Arrangement): Command | null {
  const boxes = boxesOf(draft, ids);
  if (boxes.length < (how === "columns" || how === "rows" ? 3 : 2)) return null;
  const at = how === "columns" || how === "rows" ? spread(boxes, how) : align(boxes, how);
  return { kind: "move", at };
}

/** Nodes that are inside the container of the first one; others have coordinates of their own. */
function boxesOf(draft: Draft, ids: ReadonlySet<string>): Box[] {
  const index = nodeIndex(draft);
  const nodes = [...ids].flatMap((id) => index.get(id) ?? []);
  return nodes
    .filter((node) => node.parent === nodes[0]?.parent)
    .map((node) => ({ id: node.id, place: draft.at[node.id] ?? { x: 0, y: 0 }, ...sizeOf(draft, node) }));
}

function align(boxes: Box[], how: Exclude<Arrangement, "columns" | "rows">): Record<string, Place> {
  const left = Math.min(...boxes.map(({ place }) => place.x));
  const right = Math.max(...boxes.map(({ place, w }) => place.x + w));
  const top = Math.min(...boxes.map(({ place }) => place.y));
  const bottom = Math.max(...boxes.map(({ place, h }) => place.y + h));
  const moves: Record<typeof how, (box: Box) => Partial<Place>> = {
    left: () => ({ x: left }),
    centre: ({ w }) => ({ x: Math.round((left + right - w) / 2) }),
    right: ({ w }) => ({ x: right - w }),
    top: () => ({ y: top }),
    middle: ({ h }) => ({ y: Math.round((top + bottom - h) / 2) }),
    bottom: ({ h }) => ({ y: bottom - h }),
  };
  return Object.fromEntries(boxes.map((box) => [box.id, { ...box.place, ...moves[how](box) }]));
}

/** Equal gaps between the first and the last. */
function spread(boxes: Box[], how: "columns" | "rows"): Record<string, Place> {
  const start = (box: Box) => (how === "columns" ? box.place.x : box.place.y);
  const length = (box: Box) => (how === "columns" ? box.w : box.h);
  const ordered = [...boxes].sort((one, other) => start(one) - start(other));
  const first = Math.min(...ordered.map(start));
  const end = Math.max(...ordered.map((box) => start(box) + length(box)));
  const gap = (end - first - ordered.reduce((sum, box) => sum + length(box), 0)) / (ordered.length - 1);
  let next = first;
  const at: Record<string, Place> = {};
  for (const box of ordered) {
    at[box.id] = { ...box.place, [how === "columns" ? "x" : "y"]: Math.round(next) };
    next += length(box) + gap;
  }
  return at;
}
