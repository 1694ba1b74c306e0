import type { Rect } from "@/lib/harness/canvas/place-on-canvas";

const REACH_PX = 6;

/** A line that shows what is aligned: `at` across its axis, from `from` to `to` along it. */
export type Guide = { axis: "x" | "y"; at: number; from: number; to: number };
export type Aligned = { dx: number; dy: number; guides: Guide[] };

/**
 * What aligns a rectangle with others: edges and centres within 6 px, the nearest on each axis. `dx`, `dy` are what is
 * missing to be exactly aligned.
 */
export function alignmentGuides(moving: Rect, others: Iterable<Rect>, reach = REACH_PX): Aligned {
  const best: Best = { x: null, y: null };
  for (const other of others) for (const share of SHARES) lookAt(best, { moving, other, share, reach });
  const dx = best.x?.by ?? 0;
  const dy = best.y?.by ?? 0;
  const moved = { ...moving, x: moving.x + dx, y: moving.y + dy };
  const guides: Guide[] = [];
  if (best.x) guides.push(span("x", best.x, moved));
  if (best.y) guides.push(span("y", best.y, moved));
  return { dx, dy, guides };
}

type Best = { x: Match | null; y: Match | null };
type Match = { by: number; at: number; other: Rect };

/** Where a rectangle aligns: its near edge, its middle, its far edge. */
const SHARES = [0, 0.5, 1];
type Pair = { moving: Rect; other: Rect; share: number; reach: number };

function lookAt(best: Best, { moving, other, share, reach }: Pair): void {
  const [x, y] = [other.x + other.w * share, other.y + other.h * share];
  const [byX, byY] = [x - moving.x - moving.w * share, y - moving.y - moving.h * share];
  if (isNearer(byX, best.x, reach)) best.x = { by: byX, at: x, other };
  if (isNearer(byY, best.y, reach)) best.y = { by: byY, at: y, other };
}

const isNearer = (by: number, best: Match | null, reach: number) =>
  Math.abs(by) <= reach && (!best || Math.abs(by) < Math.abs(best.by));

function span(axis: "x" | "y", { at, other }: Match, moved: Rect): Guide {
  const range =
    axis === "x"
      ? [moved.y, moved.y + moved.h, other.y, other.y + other.h]
      : [moved.x, moved.x + moved.w, other.x, other.x + other.w];
  return { axis, at, from: Math.min(...range), to: Math.max(...range) };
}
