import { isContainer, type Size, sizeOf } from "@/lib/harness/canvas/card-size";
import { hiddenBy } from "@/lib/harness/canvas/group-nodes";
import { withInside } from "@/lib/harness/canvas/inside-of";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { placeOnCanvas, type Rect } from "@/lib/harness/canvas/place-on-canvas";
import { containersOf } from "@/lib/harness/graph/containers";
import type { Draft } from "@/lib/harness/graph/draft";

type Point = { x: number; y: number };
/** A container that cards can be dropped on, on the whole canvas; `depth`: containers around it. */
export type DropFrame = { id: string; rect: Rect; depth: number };
/** What is held: its place on the whole canvas, and the container that it is in, with those around that. */
export type Held = { rect: Rect; parents: readonly string[] };

/** Containers that are seen and that do not move themselves, the innermost first. */
export function dropFrames(draft: Draft, dragged: ReadonlySet<string>): DropFrame[] {
  const moving = withInside(draft, dragged);
  const hidden = hiddenBy(draft);
  return draft.nodes
    .filter((node) => isContainer(node.kind) && !moving.has(node.id) && !hidden.has(node.id))
    .map((node) => ({
      id: node.id,
      rect: { ...placeOnCanvas(draft, node.id), ...sizeOf(draft, node) },
      depth: containersOf(draft, node).length,
    }))
    .sort((one, other) => other.depth - one.depth);
}

/** The node that is held, where a drag has brought it; `place` is relative to its container. */
export function heldAt(draft: Draft, id: string, place: Point): Held | null {
  const node = nodeIndex(draft).get(id);
  if (!node) return null;
  const origin = node.parent === null ? { x: 0, y: 0 } : placeOnCanvas(draft, node.parent);
  return {
    rect: { x: place.x + origin.x, y: place.y + origin.y, ...sizeOf(draft, node) },
    parents: containersOf(draft, node).map((around) => around.id),
  };
}

/** The frame of a group that is held, where a drag has brought it on the whole canvas; its nodes are of one container. */
export function groupHeldAt(draft: Draft, first: string, place: Point, size: Size): Held {
  const node = nodeIndex(draft).get(first);
  return { rect: { ...place, ...size }, parents: node ? containersOf(draft, node).map((around) => around.id) : [] };
}

/**
 * The container that what is held goes into when it is dropped now, or null for none: that under the pointer. It leaves a
 * container only when nothing of it covers the frame any more; until then the frame grows with it.
 */
export function dropContainer(frames: readonly DropFrame[], pointer: Point, { rect, parents }: Held): string | null {
  const under = frames.find((frame) => isAt(frame.rect, pointer))?.id ?? null;
  const [parent] = parents;
  const isLeaving = parent !== undefined && under !== parent && (under === null || parents.includes(under));
  const frame = isLeaving ? frames.find(({ id }) => id === parent) : undefined;
  return parent !== undefined && frame && covers(frame.rect, rect) ? parent : under;
}

const isAt = ({ x, y, w, h }: Rect, point: Point): boolean =>
  point.x >= x && point.y >= y && point.x <= x + w && point.y <= y + h;
const covers = (one: Rect, other: Rect): boolean =>
  one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;
