import type { Rect } from "@/lib/harness/canvas/place-on-canvas";

const RADIUS_PX = 8;
const LEAVE_PX = 30;
const ARRIVE_PX = 20;
const CLEAR_PX = 16;

type Point = { x: number; y: number };
export type Route = { path: string; label: Point; middle: Point };

/**
 * An orthogonal line from an exit (down) to an entry (from above) with round corners. It goes down in `lane`, the x of
 * its long vertical; the label stands where it leaves.
 */
export function edgeRoute(from: Point, to: Point, lane: number): Route {
  const height = to.y - from.y;
  if (Math.abs(from.x - to.x) < 1 && Math.abs(lane - to.x) < 1 && height > 0) {
    const label = { x: from.x, y: from.y + Math.min(LEAVE_PX, height / 2) };
    return { path: `M${from.x},${from.y}L${to.x},${to.y}`, label, middle: { x: from.x, y: from.y + height / 2 } };
  }
  const leave = from.y + (height > 0 ? Math.min(LEAVE_PX, height / 2) : LEAVE_PX);
  const arrive = height > LEAVE_PX + ARRIVE_PX ? to.y - ARRIVE_PX : height > 0 ? leave : to.y - ARRIVE_PX;
  const points = compact([
    from,
    { x: from.x, y: leave },
    { x: lane, y: leave },
    { x: lane, y: arrive },
    { x: to.x, y: arrive },
    to,
  ]);
  const label = Math.abs(lane - from.x) < 1 ? { x: from.x, y: leave } : { x: (from.x + lane) / 2, y: leave };
  return { path: rounded(points), label, middle: { x: lane, y: (leave + arrive) / 2 } };
}

/** The x of the long vertical: straight to the target, or down first, or beside what stands in between. */
export function laneFor(from: Point, to: Point, obstacles: readonly Rect[]): number {
  const top = Math.min(from.y + LEAVE_PX, to.y - ARRIVE_PX);
  const bottom = Math.max(from.y + LEAVE_PX, to.y - ARRIVE_PX);
  const between = obstacles.filter((rect) => rect.y < bottom && rect.y + rect.h > top);
  const isFree = (x: number) => !between.some((rect) => x > rect.x - 4 && x < rect.x + rect.w + 4);
  if (isFree(to.x)) return to.x;
  if (isFree(from.x)) return from.x;
  const sides = between.flatMap((rect) => [rect.x - CLEAR_PX, rect.x + rect.w + CLEAR_PX]).filter(isFree);
  const cost = (x: number) => Math.abs(x - from.x) + Math.abs(x - to.x);
  return sides.sort((one, other) => cost(one) - cost(other))[0] ?? to.x;
}

/** Points that change direction. */
function compact(points: readonly Point[]): Point[] {
  const distinct = points.filter((point, index) => {
    const before = points[index - 1];
    return !before || Math.abs(before.x - point.x) > 0.5 || Math.abs(before.y - point.y) > 0.5;
  });
  return distinct.filter((point, index) => {
    const [before, after] = [distinct[index - 1], distinct[index + 1]];
    if (!before || !after) return true;
    const straightX = Math.abs(before.x - point.x) < 0.5 && Math.abs(point.x - after.x) < 0.5;
    const straightY = Math.abs(before.y - point.y) < 0.5 && Math.abs(point.y - after.y) < 0.5;
    return !straightX && !straightY;
  });
}

function rounded(points: readonly Point[]): string {
  let path = "";
  for (const [index, point] of points.entries()) {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (!before) path += `M${point.x},${point.y}`;
    else if (!after) path += `L${point.x},${point.y}`;
    else path += corner(before, point, after);
  }
  return path;
}

function corner(before: Point, point: Point, after: Point): string {
  const radius = Math.min(RADIUS_PX, length(before, point) / 2, length(point, after) / 2);
  const enter = towards(point, before, radius);
  const leave = towards(point, after, radius);
  return `L${enter.x},${enter.y}Q${point.x},${point.y} ${leave.x},${leave.y}`;
}

const length = (one: Point, other: Point) => Math.abs(one.x - other.x) + Math.abs(one.y - other.y);

function towards(from: Point, to: Point, by: number): Point {
  const total = length(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * by) / total, y: from.y + ((to.y - from.y) * by) / total };
}
