const MAX_DISTANCE = 2;

/** The known name that was probably meant: at most two letters away, or one that begins the same way. Null when none is near. */
export function nearestName(typed: string, known: Iterable<string>): string | null {
  let best: { name: string; distance: number } | null = null;
  for (const name of known) {
    const distance = distanceOf(typed.toLowerCase(), name.toLowerCase());
    const isNear = distance <= Math.min(MAX_DISTANCE, Math.floor(name.length / 2));
    if (isNear && (best === null || distance < best.distance)) best = { name, distance };
  }
  return best?.name ?? null;
}

/** Optimal string alignment: letters added, left out, changed, or two neighbours swapped. */
function distanceOf(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > MAX_DISTANCE) return MAX_DISTANCE + 1;
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1)
      next.push(Math.min(...steps(rows, next, { one, other, row, column })));
    rows.push(next);
  }
  return rows[one.length]?.[other.length] ?? MAX_DISTANCE + 1;
}

type Cell = { one: string; other: string; row: number; column: number };

/** What the cell costs, coming from each of its neighbours. */
function steps(rows: readonly number[][], current: readonly number[], { one, other, row, column }: Cell): number[] {
  const at = (up: number, left: number) => (up === 0 ? current : rows[row - up])?.[column - left] ?? MAX_DISTANCE + 1;
  const isSame = one[row - 1] === other[column - 1];
  const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
  return [at(1, 0) + 1, at(0, 1) + 1, at(1, 1) + (isSame ? 0 : 1), ...(isSwap ? [at(2, 2) + 1] : [])];
}
