/** As many ids as there are rows: the first ones stay, rows that came at the end get numbers that are not in use. */
export function fitRowIds(ids: readonly number[], count: number): readonly number[] {
  if (ids.length >= count) return ids.slice(0, count);
  const next = Math.max(-1, ...ids) + 1;
  return [...ids, ...Array.from({ length: count - ids.length }, (_, at) => next + at)];
}
