import { sizeOf } from "@/lib/harness/canvas/card-size";
import type { Rect } from "@/lib/harness/canvas/place-on-canvas";
import type { Draft, Place } from "@/lib/harness/graph/draft";

const GAP_PX = { x: 40, y: 56 };
const MAX_TRIES = 400;
const COLUMNS = 9;

/** The wanted place, or the nearest one to its right or left, then lower, where the card covers no other. */
export function freePlace({ x, y, w, h }: Rect, others: readonly Rect[]): Place {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const column = Math.ceil((tries % COLUMNS) / 2) * (tries % 2 === 0 ? -1 : 1);
    const place = { x: x + column * (w + GAP_PX.x), y: y + Math.floor(tries / COLUMNS) * (h + GAP_PX.y) };
    if (!others.some((other) => covers({ ...place, w, h }, other))) return place;
  }
  // Below everything there is room.
  return { x, y: Math.max(y, ...others.map((other) => other.y + other.h + GAP_PX.y)) };
}

/** The cards inside of a container, or at the top, that have a place; without those that are left out. */
export function cardsIn(draft: Draft, parent: string | null, without: ReadonlySet<string> = new Set()): Rect[] {
  return draft.nodes.flatMap((node) => {
    const place = node.parent === parent && !without.has(node.id) ? draft.at[node.id] : undefined;
    return place ? [{ x: place.x, y: place.y, ...sizeOf(draft, node) }] : [];
  });
}

const MARGIN_PX = 8;
const covers = (one: Rect, other: Rect) =>
  one.x < other.x + other.w + MARGIN_PX &&
  other.x < one.x + one.w + MARGIN_PX &&
  one.y < other.y + other.h + MARGIN_PX &&
  other.y < one.y + one.h + MARGIN_PX;
