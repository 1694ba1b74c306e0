import { CONTAINER_PADDING, sizeOf } from "@/lib/harness/canvas/card-size";
import type { Rect } from "@/lib/harness/canvas/place-on-canvas";
import type { Draft, Place } from "@/lib/harness/graph/draft";

const GAP_PX = { x: 40, y: 56 };
const MAX_ROWS = 44;
/** The wanted column, then one to the right, one to the left, and so on. */
const COLUMNS = [0, 1, -1, 2, -2, 3, -3, 4, -4];

const ANYWHERE: Place = { x: Number.NEGATIVE_INFINITY, y: Number.NEGATIVE_INFINITY };

/** How far to the left and up something may stand: inside of a container not over its edge or its head. */
export const leastPlace = (parent: string | null): Place =>
  parent === null ? ANYWHERE : { x: CONTAINER_PADDING.x, y: CONTAINER_PADDING.top };

/** The places as they lie to each other, moved right and down until none lies over the left edge or the head. */
export function shiftedInside(places: Readonly<Record<string, Place>>): Record<string, Place> {
  const all = Object.values(places);
  const dx = Math.max(0, CONTAINER_PADDING.x - Math.min(...all.map(({ x }) => x)));
  const dy = Math.max(0, CONTAINER_PADDING.top - Math.min(...all.map(({ y }) => y)));
  return Object.fromEntries(
    Object.entries(places).map(([id, place]) => [id, { ...place, x: place.x + dx, y: place.y + dy }]),
  );
}

/** The wanted place, or the nearest one to its right or left, then lower, where the card covers no other. */
export function freePlace(wanted: Rect, others: readonly Rect[], least: Place = ANYWHERE): Place {
  const { w, h } = wanted;
  const [x, y] = [Math.max(least.x, wanted.x), Math.max(least.y, wanted.y)];
  for (let row = 0; row < MAX_ROWS; row += 1) {
    const line = { x, y: y + row * (h + GAP_PX.y), w, h };
    const beside = others.filter((other) => isLevel(line, other));
    for (const column of COLUMNS) {
      const place = { ...line, x: x + column * (w + GAP_PX.x) };
      if (place.x >= least.x && !beside.some((other) => covers(place, other))) return { x: place.x, y: place.y };
    }
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
const isLevel = (one: Rect, other: Rect) =>
  one.y < other.y + other.h + MARGIN_PX && other.y < one.y + one.h + MARGIN_PX;
const covers = (one: Rect, other: Rect) =>
  one.x < other.x + other.w + MARGIN_PX && other.x < one.x + one.w + MARGIN_PX && isLevel(one, other);
