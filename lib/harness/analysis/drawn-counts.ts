import { randomFrom } from "@/lib/harness/analysis/random";

export const DRAWS = 2_000;

/** The last draws, while nobody needs the memory: cells and thresholds of one experiment ask for the same again and again. */
let last: { n: number; seed: number; counts: WeakRef<Uint8Array> } | null = null;

/** How often each of n items is in each of 2,000 samples of n with replacement, draw after draw. */
export function drawnCounts(n: number, seed: number): Uint8Array {
  const known = last?.n === n && last.seed === seed ? last.counts.deref() : undefined;
  if (known) return known;
  const random = randomFrom(seed);
  const counts = new Uint8Array(DRAWS * n);
  for (let draw = 0; draw < DRAWS; draw += 1)
    for (let index = 0; index < n; index += 1) {
      const place = draw * n + Math.floor(random() * n);
      counts[place] = (counts[place] ?? 0) + 1;
    }
  last = { n, seed, counts: new WeakRef(counts) };
  return counts;
}
