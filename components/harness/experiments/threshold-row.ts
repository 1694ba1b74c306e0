import type { GraderSpec } from "@/lib/harness/graders/graders";
import type { Metric } from "@/lib/release/threshold";

/** One threshold as a person fills it in. The value stays text until it is read: per cent, or in the metric's unit. */
export type ThresholdRow = {
  metric: Metric;
  /** Name of one grader; empty: all that have a weight. */
  grader: string;
  against: "value" | "baseline";
  value: string;
};

export const FIRST_THRESHOLD: ThresholdRow = { metric: "pass-rate", grader: "", against: "value", value: "80" };

const UNITS: Record<Metric, string> = {
  "pass-rate": "%",
  "mean-cost-usd": "USD",
  "mean-latency-ms": "ms",
  "p95-latency-ms": "ms",
  "mean-tokens": "tokens",
  "mean-steps": "steps",
};
const ORDER: readonly Metric[] = ["pass-rate", "mean-cost-usd", "mean-latency-ms", "mean-tokens", "mean-steps"];

/** What stands before and behind the number. */
export function aroundValue({ metric, against }: ThresholdRow): { before: string; unit: string } {
  if (against === "value") return { before: metric === "pass-rate" ? "at least" : "at most", unit: UNITS[metric] };
  return metric === "pass-rate" ? { before: "at most", unit: "points below" } : { before: "at most", unit: "% above" };
}

/** What a plan says of a row, to be parsed: nothing typed is nothing said. */
export function thresholdOfRow({ metric, grader, against, value }: ThresholdRow): object {
  const typed = value.trim() === "" ? Number.NaN : Number(value);
  const isShare = metric === "pass-rate" || against === "baseline";
  const number = isShare ? typed / 100 : typed;
  if (metric === "pass-rate")
    return { metric, ...(grader && { grader }), ...(against === "value" ? { min: number } : { maxDrop: number }) };
  return { metric, ...(against === "value" ? { max: number } : { maxRise: number }) };
}

/** Which values a row takes, behind "a value". */
export function rangeWords({ metric, against }: ThresholdRow): string {
  if (metric === "pass-rate") return "from 0 to 100";
  return against === "baseline" ? "from 0 to 10,000 %" : `above 0 ${UNITS[metric]}`;
}

/** A further row: the first metric that has none yet, against the baseline where there is one. */
export function nextThreshold(rows: readonly ThresholdRow[], hasBaseline: boolean): ThresholdRow {
  const metric = ORDER.find((one) => rows.every((row) => row.metric !== one)) ?? "p95-latency-ms";
  if (metric === "pass-rate") return FIRST_THRESHOLD;
  return {
    metric,
    grader: "",
    ...(hasBaseline ? { against: "baseline", value: "10" } : { against: "value", value: "" }),
  };
}

/** Rows follow the names of the graders that they look at. */
export function followNames(
  rows: readonly ThresholdRow[],
  before: readonly GraderSpec[],
  after: readonly GraderSpec[],
): ThresholdRow[] {
  if (before.length !== after.length) return [...rows];
  return rows.map((row) => {
    const place = row.grader === "" ? -1 : before.findIndex((one) => one.name === row.grader);
    return { ...row, grader: after[place]?.name ?? row.grader };
  });
}
