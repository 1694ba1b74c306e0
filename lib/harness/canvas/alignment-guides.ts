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
  let best: { x: Match | null; y: Match | null } = { x: null, y: null };
  for (const other of others) {
    best = {
      x: nearer(best.x, linesX(moving), linesX(other), other, reach),
      y: nearer(best.y, linesY(moving), linesY(other), other, reach),
    };
  }
  const dx = best.x?.by ?? 0;
  const dy = best.y?.by ?? 0;
  const moved = { ...moving, x: moving.x + dx, y: moving.y + dy };
  const guides: Guide[] = [];
  if (best.x) guides.push(span("x", best.x, moved));
  if (best.y) guides.push(span("y", best.y, moved));
  return { dx, dy, guides };
}

type Match = { by: number; at: number; other: Rect };

const linesX = ({ x, w }: Rect) => [x, x + w / 2, x + w];
const linesY = ({ y, h }: Rect) => [y, y + h / 2, y + h];

function nearer(
  best: Match | null,
  mine: readonly number[],
  theirs: readonly number[],
  other: Rect,
  reach: number,
): Match | null {
  let found = best;
  for (const [index, from] of mine.entries()) {
    const at = theirs[index] ?? from;
    const by = at - from;
    if (Math.abs(by) <= reach && (!found || Math.abs(by) < Math.abs(found.by))) found = { by, at, other };
  }
  return found;
}

function span(axis: "x" | "y", { at, other }: Match, moved: Rect): Guide {
  const range =
    axis === "x"
      ? [moved.y, moved.y + moved.h, other.y, other.y + other.h]
      : [moved.x, moved.x + moved.w, other.x, other.x + other.w];
  return { axis, at, from: Math.min(...range), to: Math.max(...range) };
}
