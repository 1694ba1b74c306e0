import { bodyLines } from "@/lib/harness/canvas/body-lines";
import { CONTAINER_PADDING, sizeOf } from "@/lib/harness/canvas/card-size";
import { refusalInside } from "@/lib/harness/canvas/container-places";
import { cardsIn, freePlace, leastPlace, shiftedInside } from "@/lib/harness/canvas/free-place";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { placeOnCanvas } from "@/lib/harness/canvas/place-on-canvas";
import { targetedLayout } from "@/lib/harness/canvas/targeted-layout";
import type { Command } from "@/lib/harness/graph/command";
import { containersOf } from "@/lib/harness/graph/containers";
import type { Draft, DraftEdge, Place } from "@/lib/harness/graph/draft";
import { setParent } from "@/lib/harness/graph/set-parent";

/** `lost`: lines that would cross the border and go. */
export type MovedInside = { ok: true; command: Command; lost: DraftEdge[] } | { ok: false; refusal: string };
type Places = Readonly<Record<string, Place>>;

const GAP_PX = 40;

/**
 * The edit that moves nodes into a container, or out of all (null), as one step of undo. Where nothing is the body of the
 * container yet, it becomes its body. `onCanvas`: where they were dropped, by id; else each gets a free place.
 */
export function moveInside(
  draft: Draft,
  nodeIds: Iterable<string>,
  parent: string | null,
  onCanvas?: Places,
): MovedInside {
  const ids = outermost(draft, nodeIds);
  if (ids.size === 0) return { ok: false, refusal: "Nothing is selected that could be moved." };
  const refusal = refusalInside(draft, ids, parent);
  if (refusal) return { ok: false, refusal };
  const command = { kind: "set-parent" as const, ids: [...ids], parent, at: {} };
  const moved = setParent(draft, command);
  if (typeof moved === "string") return { ok: false, refusal: moved };
  const lines = parent === null ? [] : bodyLines(moved, parent, ids);
  const next = { ...moved, edges: [...moved.edges, ...lines] };
  const dropped = Object.entries(onCanvas ?? {}).filter(([id]) => ids.has(id));
  const at = onCanvas ? droppedPlaces(draft, Object.fromEntries(dropped), parent) : freePlaces(draft, next, ids);
  const kept = new Set(moved.edges.map((edge) => edge.id));
  return {
    ok: true,
    command: {
      kind: "batch",
      commands: [{ ...command, at }, ...lines.map((edge) => ({ kind: "connect", edge }) as const)],
    },
    lost: draft.edges.filter((edge) => !kept.has(edge.id)),
  };
}

/** Without the nodes that move with a container around them. */
function outermost(draft: Draft, nodeIds: Iterable<string>): Set<string> {
  const ids = new Set(nodeIds);
  const index = nodeIndex(draft);
  return new Set(
    [...ids].filter((id) => {
      const node = index.get(id);
      return node && !containersOf(draft, node).some((around) => ids.has(around.id));
    }),
  );
}

/** Places on the canvas as places in a container. All of them are shifted alike when one would lie over its edge. */
function droppedPlaces(draft: Draft, onCanvas: Places, parent: string | null): Record<string, Place> {
  const origin = parent === null ? { x: 0, y: 0 } : placeOnCanvas(draft, parent);
  const inside = Object.fromEntries(
    Object.entries(onCanvas).map(([id, place]) => [id, { ...place, x: place.x - origin.x, y: place.y - origin.y }]),
  );
  return parent === null ? inside : shiftedInside(inside);
}

/** Inside, each below what leads to it; outside, beside the container that it left. Notes are placed like the others. */
function freePlaces(draft: Draft, next: Draft, ids: ReadonlySet<string>): Record<string, Place> {
  const wanted = Object.fromEntries([...ids].map((id) => [id, wantedPlace(draft, next, id)]));
  const start = { ...next, at: { ...next.at, ...wanted } };
  const placed = targetedLayout(start, ids);
  const notes = [...ids].filter((id) => !placed[id]);
  for (const id of notes) {
    const node = nodeIndex(next).get(id);
    const place = wanted[id];
    if (!node || !place) continue;
    const others = cardsIn({ ...start, at: { ...start.at, ...placed } }, node.parent, new Set([id]));
    placed[id] = { ...place, ...freePlace({ ...place, ...sizeOf(start, node) }, others, leastPlace(node.parent)) };
  }
  return placed;
}

function wantedPlace(draft: Draft, next: Draft, id: string): Place {
  const before = draft.at[id];
  const parent = nodeIndex(next).get(id)?.parent ?? null;
  const node = nodeIndex(draft).get(id);
  const around = node ? containersOf(draft, node) : [];
  const stays = parent === null ? around.length : around.findIndex((one) => one.id === parent);
  const left = around[stays - 1];
  if (!left) return { ...before, x: CONTAINER_PADDING.x, y: CONTAINER_PADDING.top };
  const place = draft.at[left.id] ?? { x: 0, y: 0 };
  return { ...before, x: place.x + sizeOf(draft, left).w + GAP_PX, y: place.y + (before?.y ?? 0) };
}
