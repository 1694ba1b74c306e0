import { frameOf } from "@/lib/harness/canvas/group-nodes";
import type { Draft, Place } from "@/lib/harness/graph/draft";

type Point = { x: number; y: number };

/** The places of nodes after a drag; a dragged group (or its card) moves the nodes in it. */
export function groupMoves(draft: Draft, places: Readonly<Record<string, Point>>): Record<string, Place> {
  const at: Record<string, Place> = {};
  for (const [id, place] of Object.entries(places)) {
    if (id.startsWith("n_")) at[id] = { ...draft.at[id], ...place };
    else Object.assign(at, movedInside(draft, id, place, places));
  }
  return at;
}

function movedInside(draft: Draft, groupId: string, to: Point, moved: Readonly<Record<string, Point>>) {
  const group = draft.groups.find((one) => one.id === groupId);
  const frame = group ? frameOf(draft, group) : null;
  if (!group || !frame) return {};
  return Object.fromEntries(
    group.nodes.flatMap((id) => {
      const before = draft.at[id];
      if (!before || moved[id]) return [];
      return [[id, { ...before, x: before.x + to.x - frame.x, y: before.y + to.y - frame.y }]];
    }),
  );
}
