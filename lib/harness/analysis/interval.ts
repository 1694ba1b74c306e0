import { DRAWS, drawnCounts } from "@/lib/harness/analysis/drawn-counts";
import { meanOf } from "@/lib/harness/analysis/item-values";

/** An estimate with its 95 % interval. */
export type Interval = { value: number; low: number; high: number };

const Z = 1.959963984540054;

/** Pass rate of n items that ran once each: the score interval of Wilson (1927). */
export function wilson(passed: number, n: number): Interval {
  if (n === 0) return { value: 0, low: 0, high: 1 };
  const p = passed / n;
  const z2n = Z ** 2 / n;
  const middle = (p + z2n / 2) / (1 + z2n);
  const half = (Z / (1 + z2n)) * Math.sqrt((p * (1 - p)) / n + z2n / (4 * n));
  // At the ends the bound is exact; in floating point it is only nearly so.
  return { value: p, low: passed === 0 ? 0 : middle - half, high: passed === n ? 1 : middle + half };
}

/**
 * An estimate over n items by drawing items with replacement (Efron), 2,000 seeded draws: repeats of one item stay
 * together. `estimate` is told how often each item is in a sample of n. The percentile interval is widened by
 * sqrt(n / (n - 1)), because a drawn sample varies less than the population.
 */
export function bootstrapInterval(n: number, seed: number, estimate: (counts: Uint8Array) => number): Interval {
  const value = n === 0 ? 0 : estimate(new Uint8Array(n).fill(1));
  if (n < 2) return { value, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const counts = drawnCounts(n, seed);
  const draws = Float64Array.from({ length: DRAWS }, (_, draw) =>
    estimate(counts.subarray(draw * n, (draw + 1) * n)),
  ).sort();
  const widen = (drawn: number | undefined) => value + ((drawn ?? value) - value) * Math.sqrt(n / (n - 1));
  return { value, low: widen(draws[Math.floor(DRAWS * 0.025)]), high: widen(draws[Math.ceil(DRAWS * 0.975) - 1]) };
}

/** Mean over items with its interval by drawing items. */
export function itemBootstrap(values: readonly number[], seed: number): Interval {
  const n = values.length;
  const numbers = Float64Array.from(values);
  return bootstrapInterval(n, seed, (counts) => {
    let sum = 0;
    for (let item = 0; item < n; item += 1) sum += (counts[item] ?? 0) * (numbers[item] ?? 0);
    return sum / n;
  });
}

/** Whether all values are the same, so that drawing from them says nothing about how they vary. */
const isFlat = (values: readonly number[]) => values.every((value) => value === values[0]);

/** Pass rate of items, each a mean over its repeats: Wilson at one repeat, else by items; from 0 to 1. */
export function passRateInterval(items: readonly number[], repeats: number, seed: number): Interval {
  const passed = items.reduce((sum, value) => sum + value, 0);
  if (repeats <= 1 || isFlat(items)) return wilson(passed, items.length);
  const { value, low, high } = itemBootstrap(items, seed);
  return { value, low: Math.max(0, low), high: Math.min(1, high) };
}

export type Pair = { candidate: number; baseline: number };

/**
 * Difference of two pass rates over the same items. At one repeat the hybrid score interval for paired proportions
 * (Newcombe 1998, method 10); else by drawing items.
 */
export function differenceInterval(pairs: readonly Pair[], repeats: number, seed: number): Interval {
  const differences = pairs.map(({ candidate, baseline }) => candidate - baseline);
  if (repeats > 1 && !isFlat(differences)) {
    const { value, low, high } = itemBootstrap(differences, seed);
    return { value, low: Math.max(-1, low), high: Math.min(1, high) };
  }
  const sum = (part: keyof Pair) => pairs.reduce((total, pair) => total + pair[part], 0);
  const [one, two] = [wilson(sum("candidate"), pairs.length), wilson(sum("baseline"), pairs.length)];
  const value = one.value - two.value;
  const phi = correlation(pairs);
  const half = (a: number, b: number) => Math.sqrt(Math.max(0, a ** 2 - 2 * phi * a * b + b ** 2));
  return {
    value,
    low: value - half(one.value - one.low, two.high - two.value),
    high: value + half(one.high - one.value, two.value - two.low),
  };
}

/** Pearson's phi of two yes-or-no answers; 0 when one of them never changes. */
function correlation(pairs: readonly Pair[]): number {
  const n = pairs.length;
  if (n === 0) return 0;
  const [x, y] = [meanOf(pairs.map((pair) => pair.candidate)), meanOf(pairs.map((pair) => pair.baseline))];
  const spread = (values: readonly number[], middle: number) =>
    values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  const scale = Math.sqrt(
    spread(
      pairs.map((pair) => pair.candidate),
      x,
    ) *
      spread(
        pairs.map((pair) => pair.baseline),
        y,
      ),
  );
  return scale === 0 ? 0 : pairs.reduce((sum, pair) => sum + (pair.candidate - x) * (pair.baseline - y), 0) / scale;
}
