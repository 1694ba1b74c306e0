import type { Interval } from "@/lib/harness/analysis/interval";
import { type Context, type Measured, measureThreshold } from "@/lib/harness/analysis/measure-threshold";
import { type NeededData, neededData } from "@/lib/harness/analysis/needed-data";
import { neededWords, verdictWords } from "@/lib/harness/analysis/threshold-words";
import type { TrialResult } from "@/lib/harness/analysis/trial-result";
import { lineOf, verdictOfInterval } from "@/lib/harness/analysis/verdict-of";
import { isRelative, type Threshold, type ThresholdVerdict } from "@/lib/release/threshold";

/** What is said of one threshold of a cell; the numbers are null unless it is inconclusive. */
export type ThresholdResult = ThresholdVerdict &
  NeededData & {
    reason: string;
    items: number;
    /** Trials without a grade that alone keep it from being passed. */
    ungraded: number;
  };

type Cell = {
  trials: readonly TrialResult[] /** Null: it is the baseline itself, or there is none. */;
  baseline: readonly TrialResult[] | null;
};

/** Holds a cell against one threshold; null when it is relative and the cell has nothing to be compared with. */
export function judgeThreshold(
  threshold: Threshold,
  { trials, baseline }: Cell,
  context: Context,
): ThresholdResult | null {
  if (isRelative(threshold) && !baseline) return null;
  return judgeMeasured(threshold, measureThreshold(threshold, trials, baseline ?? [], context), context.repeats);
}

/** The same of what is measured already. */
export function judgeMeasured(threshold: Threshold, measured: Measured, repeats: number): ThresholdResult {
  const { items } = measured;
  const line = lineOf(threshold);
  const interval = measured.interval && withUngraded(measured.interval, measured);
  const verdict = interval ? verdictOfInterval(interval, line) : "inconclusive";
  const said: ThresholdVerdict = {
    ...{ threshold, verdict },
    measured: interval && { ...interval, high: Number.isFinite(interval.high) ? interval.high : null },
  };
  const isHeld =
    verdict === "inconclusive" && measured.interval !== null && verdictOfInterval(measured.interval, line) === "pass";
  const needed =
    verdict === "inconclusive" && !isHeld
      ? neededData(threshold.metric, line.at, measured, repeats)
      : { repeatsNeeded: null, itemsNeeded: null };
  const result = { ...said, ...needed, items, ungraded: isHeld ? (measured.ungraded?.trials ?? 0) : 0 };
  const reason = interval && !isHeld ? verdictWords(said) : `${verdictWords(said)} ${neededWords(result)}`;
  return { ...result, reason };
}

/** What has no grade never helps to pass: the interval goes as low as if all of it had counted against the variant. */
const withUngraded = (interval: Interval, { ungraded }: Measured): Interval => ({
  ...interval,
  low: Math.min(interval.low, ungraded?.low ?? interval.low),
});
