import { z } from "zod";

const Share = z.number().min(0).max(1);

/** Less of it is better. The unit is in the name. */
export const UseMetric = z.enum(["mean-cost-usd", "mean-latency-ms", "p95-latency-ms", "mean-tokens", "mean-steps"]);
export type UseMetric = z.infer<typeof UseMetric>;
export type Metric = "pass-rate" | UseMetric;

const QualityThreshold = z.strictObject({
  metric: z.literal("pass-rate"),
  /** Name of one grader of the plan; absent: all that have a weight. */
  grader: z.string().trim().min(1).max(80).optional(),
  min: Share.optional(),
  /** Below the baseline: a difference of shares. */
  maxDrop: Share.optional(),
});
const UseThreshold = z.strictObject({
  metric: UseMetric,
  max: z.number().positive().max(1_000_000_000).optional(),
  /** Above the baseline, as a share of what the baseline has: 0.1 is 10 %. */
  maxRise: z.number().min(0).max(100).optional(),
});

/** One line that a variant has to keep to: a metric and exactly one bound, a value or how far from the baseline. */
export const Threshold = z
  .discriminatedUnion("metric", [QualityThreshold, UseThreshold])
  .refine((one) => boundsOf(one).length === 1, { message: "A threshold has exactly one bound." });
export type Threshold = z.infer<typeof Threshold>;

const BOUNDS = ["min", "max", "maxDrop", "maxRise"] as const;
export type BoundKind = (typeof BOUNDS)[number];
type Bound = { kind: BoundKind; value: number };

function boundsOf(threshold: z.infer<typeof QualityThreshold> | z.infer<typeof UseThreshold>): Bound[] {
  const values: Partial<Record<BoundKind, number>> = threshold;
  return BOUNDS.flatMap((kind) => (values[kind] === undefined ? [] : [{ kind, value: values[kind] }]));
}

/** The bound of a threshold. */
export function boundOf(threshold: Threshold): Bound {
  const [bound] = boundsOf(threshold);
  if (!bound) throw new Error("A threshold without a bound was not parsed.");
  return bound;
}

export const isRelative = (threshold: Threshold): boolean => {
  const { kind } = boundOf(threshold);
  return kind === "maxDrop" || kind === "maxRise";
};

/** Whether two thresholds ask the same. The keys of both stand in the order of the schema. */
export const sameThreshold = (one: Threshold, other: Threshold): boolean => thresholdKey(one) === thresholdKey(other);

/** The same for thresholds that ask the same, so a key for lists of those that are all different. */
export const thresholdKey = (threshold: Threshold): string => JSON.stringify(threshold);

/** Each once: plans of before may have the same one twice. */
export const distinctThresholds = (thresholds: readonly Threshold[]): Threshold[] =>
  thresholds.filter((one, index) => thresholds.findIndex((other) => sameThreshold(one, other)) === index);

/** False for a line that everything keeps to: no pass rate is below 0, and none drops by more than 100 points. */
export const canBeMissed = (threshold: Threshold): boolean => {
  const { kind, value } = boundOf(threshold);
  return !((kind === "min" && value === 0) || (kind === "maxDrop" && value === 1));
};

export const Verdict = z.enum(["pass", "fail", "inconclusive"]);
export type Verdict = z.infer<typeof Verdict>;

/**
 * What an experiment says of one threshold. `measured` is in the unit of the metric, or relative to the baseline as the
 * bound is; null: what was measured gives no interval. `high` null: the rows do not bound it above.
 */
export const ThresholdVerdict = z.strictObject({
  threshold: Threshold,
  measured: z.strictObject({ value: z.number(), low: z.number(), high: z.number().nullable() }).nullable(),
  verdict: Verdict,
});
export type ThresholdVerdict = z.infer<typeof ThresholdVerdict>;
