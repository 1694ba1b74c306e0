import { type Interval, wilson } from "@/lib/harness/analysis/interval";

/**
 * A quantile over items with its interval, without an assumption about the distribution (Woodruff 1952): all values x for
 * which the share of measurements up to x may be `share`, by Wilson's interval of that share. Repeats make the share of
 * an item more exact and never count as more items. Above it is unbounded while even the largest value may lie below the
 * quantile: for the 95th percentile with fewer than 73 items.
 */
export function quantileInterval(items: readonly (readonly number[])[], share: number): Interval {
  const steps = stepsOf(items);
  const first = (clears: (bounds: Interval) => boolean) => steps.find(({ bounds }) => clears(bounds))?.value;
  const last = steps.at(-1)?.value ?? 0;
  return {
    value: first((bounds) => bounds.value >= share - 1e-9) ?? last,
    low: first((bounds) => bounds.high >= share) ?? last,
    high: first((bounds) => bounds.low > share) ?? Number.POSITIVE_INFINITY,
  };
}

/** Every value, rising, with the interval of the share of measurements up to it. */
function stepsOf(items: readonly (readonly number[])[]): { value: number; bounds: Interval }[] {
  const n = items.length;
  const sorted = items
    .flatMap((values) => values.map((value) => ({ value, weight: 1 / values.length })))
    .sort((one, other) => one.value - other.value);
  let upTo = 0;
  return sorted.map(({ value, weight }, index) => {
    upTo += weight;
    // The sum of all weights is n; in floating point it is only nearly so.
    return { value, bounds: wilson(index === sorted.length - 1 ? n : upTo, n) };
  });
}

/** From how many items on the interval of a quantile can be bounded above: n / (n + z²) exceeds the share. */
export const leastItemsOf = (share: number): number => Math.ceil((1.959963984540054 ** 2 * share) / (1 - share));
