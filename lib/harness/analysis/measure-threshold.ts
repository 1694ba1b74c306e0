import { differenceInterval, type Interval, itemBootstrap, passRateInterval } from "@/lib/harness/analysis/interval";
import { type ItemValues, itemMeans, itemValues, meanOf, repeatVariance } from "@/lib/harness/analysis/item-values";
import { LEAST_ITEMS, LEAST_SAME_ITEMS } from "@/lib/harness/analysis/least-items";
import { leastItemsOf, quantileInterval } from "@/lib/harness/analysis/quantile-interval";
import { type PairedValues, riseOfMean, riseOfQuantile } from "@/lib/harness/analysis/rise-interval";
import type { TrialResult } from "@/lib/harness/analysis/trial-result";
import { lineOf, verdictOfInterval } from "@/lib/harness/analysis/verdict-of";
import { isRelative, type Threshold } from "@/lib/release/threshold";

/** Which share of the runs is faster than the p95 latency. */
export const P95 = 0.95;

/** An estimate, over how many items, and how much of an item's variance comes from its repeats; null: not known. */
export type Measured = {
  interval: Interval | null;
  items: number;
  within: number | null;
  /** The items are few and all show the same, so that there is no interval. */
  isFlat?: boolean;
  /** Trials without a grade, and how low the interval goes when each of them counts against the variant. */
  ungraded?: { trials: number; low: number };
};
export type Context = { graders: readonly string[]; repeats: number; seed: number };

/** What the trials of a cell show of a threshold; of one that is relative, against the trials of the baseline, by item. */
export function measureThreshold(
  threshold: Threshold,
  trials: readonly TrialResult[],
  baseline: readonly TrialResult[],
  context: Context,
): Measured {
  const read = reader(threshold, context.graders);
  const measure = (ours: Read, theirs: Read) =>
    isRelative(threshold)
      ? measureAgainst(threshold, itemValues(trials, ours), itemValues(baseline, theirs), context)
      : measureAlone(threshold, itemValues(trials, ours), context);
  const measured = measure(read, read);
  if (isTooFlat(threshold, measured)) return { ...measured, interval: null, isFlat: true };
  const all = isRelative(threshold) ? [...trials, ...baseline] : trials;
  const ungraded = threshold.metric === "pass-rate" ? all.filter((trial) => read(trial) === null).length : 0;
  if (ungraded === 0) return measured;
  const { interval } = measure(
    (trial) => read(trial) ?? 0,
    (trial) => read(trial) ?? 1,
  );
  return { ...measured, ungraded: { trials: ungraded, low: interval?.low ?? Number.NEGATIVE_INFINITY } };
}

type Read = (trial: TrialResult) => number | null;

/**
 * Drawing from few items that all show the same gives an interval without a width, which is no certainty that the next one
 * keeps to the line; that these miss it is certain.
 */
function isTooFlat(threshold: Threshold, { interval, items }: Measured): boolean {
  if (!interval || items >= LEAST_SAME_ITEMS || verdictOfInterval(interval, lineOf(threshold)) === "fail") return false;
  // What is relative is a difference from 1: its rounding is that of 1, however small it is.
  const scale = isRelative(threshold) ? 1 + Math.abs(interval.value) : Math.abs(interval.value);
  return interval.high - interval.low <= scale * 1e-9;
}

function measureAlone({ metric }: Threshold, ours: ItemValues, { repeats, seed }: Context): Measured {
  const lists = [...ours.values()];
  const means = lists.map(meanOf);
  const facts = { items: lists.length, within: repeatVariance(ours) };
  if (metric === "pass-rate")
    return { ...facts, interval: lists.length === 0 ? null : passRateInterval(means, repeats, seed) };
  if (lists.length < LEAST_ITEMS) return { ...facts, interval: null };
  if (metric === "p95-latency-ms") return { ...facts, interval: quantileInterval(lists, P95) };
  const { value, low, high } = itemBootstrap(means, seed);
  return { ...facts, interval: { value, low: Math.max(0, low), high } };
}

function measureAgainst({ metric }: Threshold, ours: ItemValues, theirs: ItemValues, context: Context): Measured {
  const { repeats, seed } = context;
  const pairs = [...ours].flatMap(([item, candidate]) => {
    const baseline = theirs.get(item);
    return baseline ? [{ candidate, baseline }] : [];
  });
  const items = pairs.length;
  const [one, two] = [repeatVariance(ours), repeatVariance(theirs)];
  if (metric === "pass-rate") {
    const means = pairs.map((pair) => ({ candidate: meanOf(pair.candidate), baseline: meanOf(pair.baseline) }));
    const within = one === null || two === null ? null : one + two;
    return { items, within, interval: items === 0 ? null : differenceInterval(means, repeats, seed) };
  }
  if (items < LEAST_ITEMS) return { items, within: null, interval: null };
  const interval = fromNothingUp(metric === "p95-latency-ms" ? riseOfP95(pairs, seed) : riseOfMean(pairs, seed));
  if (!Number.isFinite(interval.value) || !Number.isFinite(interval.low))
    return { items, within: null, interval: null };
  const mean = meanOf([...itemMeans(theirs).values()]);
  const ratio = interval.value + 1;
  const within = one === null || two === null || mean === 0 ? null : (one + ratio ** 2 * two) / mean ** 2;
  return { items, within, interval };
}

/** Nothing falls by more than all of it, also when the interval of a fall is widened. */
const fromNothingUp = ({ value, low, high }: Interval): Interval => ({
  value,
  low: Math.max(-1, low),
  high: Math.max(-1, high),
});

/** With fewer items than bound a p95 itself, drawing them does not bound its rise either. */
function riseOfP95(pairs: readonly PairedValues[], seed: number): Interval {
  const interval = riseOfQuantile(pairs, P95, seed);
  return pairs.length < leastItemsOf(P95) ? { ...interval, high: Number.POSITIVE_INFINITY } : interval;
}

/** What a threshold looks at in a trial, in its unit. */
function reader(threshold: Threshold, graders: readonly string[]): Read {
  const yes = (pass: boolean | null | undefined) => (typeof pass === "boolean" ? Number(pass) : null);
  switch (threshold.metric) {
    case "pass-rate": {
      const { grader } = threshold;
      const place = grader === undefined ? -1 : graders.indexOf(grader);
      return grader === undefined ? ({ pass }) => yes(pass) : ({ grades }) => yes(grades[place]);
    }
    case "mean-cost-usd":
      return ({ costMicros }) => costMicros / 1_000_000;
    case "mean-tokens":
      return ({ tokens }) => tokens;
    case "mean-steps":
      return ({ steps }) => steps;
    case "mean-latency-ms":
    case "p95-latency-ms":
      return ({ latencyMs }) => latencyMs;
  }
}
