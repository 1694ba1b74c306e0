import { LEAST_ITEMS, LEAST_SAME_ITEMS } from "@/lib/harness/analysis/least-items";
import { type Measured, P95 } from "@/lib/harness/analysis/measure-threshold";
import { leastItemsOf } from "@/lib/harness/analysis/quantile-interval";
import type { Metric } from "@/lib/release/threshold";

/** How much data would probably decide a threshold. Null: it cannot be said, or no such number would. */
export type NeededData = {
  /** Repeats of each item, at the items that there are. */
  repeatsNeeded: number | null;
  /** Items, at the repeats that there are. */
  itemsNeeded: number | null;
};

const MAX_REPEATS = 20;
/** More than an experiment may have trials: to say a number would be to promise something. */
const MAX_ITEMS = 20_000;
const NOTHING: NeededData = { repeatsNeeded: null, itemsNeeded: null };

/**
 * How much more data would move the near end of the interval to the line, if the estimate stays. The variance between
 * items stays whatever the repeats; only the variance within items shrinks with them.
 */
export function neededData(metric: Metric, line: number, measured: Measured, repeats: number): NeededData {
  const { interval, items, within } = measured;
  const least = metric === "p95-latency-ms" ? leastItemsOf(P95) : LEAST_ITEMS;
  if (!interval) return { ...NOTHING, itemsNeeded: neededForInterval(least, measured) };
  const { value, low, high } = interval;
  const distance = Math.abs(value - line);
  // The end on the other side of the line is the one that is too far away; of an open one the other end tells how far.
  const half = value >= line || high === Number.POSITIVE_INFINITY ? value - low : high - value;
  if (distance === 0 || items === 0) return NOTHING;
  const enough = Math.max(items + 1, Math.ceil(items * (half / distance) ** 2));
  const itemsNeeded = high === Number.POSITIVE_INFINITY ? Math.max(least, enough) : enough;
  const isOrder = metric === "p95-latency-ms";
  return {
    itemsNeeded: itemsNeeded > MAX_ITEMS ? null : itemsNeeded,
    repeatsNeeded: isOrder ? null : neededRepeats({ distance, half, items, within, repeats }),
  };
}

/** Items for an interval at all. Where nothing was measured, or nothing can be, more of the same are of no use. */
function neededForInterval(least: number, { items, isFlat }: Measured): number | null {
  if (items === 0) return null;
  if (items < least) return least;
  return isFlat ? LEAST_SAME_ITEMS : null;
}

type Spread = { distance: number; half: number; items: number; within: number | null; repeats: number };

function neededRepeats({ distance, half, items, within, repeats }: Spread): number | null {
  const total = (half / 1.96) ** 2 * items;
  const target = (distance / 1.96) ** 2 * items;
  // At one repeat nothing is known of the two parts: half and half.
  const between = Math.max(0, total - (within ?? total / 2));
  if (target <= between) return null;
  const needed = Math.ceil(((total - between) * repeats) / (target - between));
  return needed > repeats && needed <= MAX_REPEATS ? needed : null;
}
