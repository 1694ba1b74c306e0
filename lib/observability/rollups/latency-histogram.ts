export const BUCKETS = 96;

/** Logarithmic bucket of a duration: 1 ms to 4.6 h in 96 buckets, four to an octave (about 9 % error at the middle). */
export const bucketOf = (ms: number): number => Math.min(BUCKETS - 1, Math.floor(4 * Math.log2(Math.max(1, ms))));

export const emptyHistogram = (): number[] => new Array<number>(BUCKETS).fill(0);

export const addHistograms = (one: readonly number[], two: readonly number[]): number[] =>
  Array.from({ length: BUCKETS }, (_, bucket) => (one[bucket] ?? 0) + (two[bucket] ?? 0));

/**
 * The duration in ms below which `share` (0 to 1) of the values lie, by the nearest rank, taken as the geometric middle
 * of its bucket. Null without values. Print it with "about".
 */
export function percentileOf(histogram: readonly number[], share: number): number | null {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const rank = Math.max(1, Math.ceil(share * total));
  let seen = 0;
  for (let bucket = 0; bucket < histogram.length; bucket++) {
    seen += histogram[bucket] ?? 0;
    if (seen >= rank) return 2 ** ((bucket + 0.5) / 4);
  }
  return null;
}
