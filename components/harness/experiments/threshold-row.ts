import type { Metric } from "@/lib/release/threshold";

/** One threshold as a person fills it in. The value stays text until it is read: per cent, or in the metric's unit. */
export type ThresholdRow = {
  metric: Metric;
  /** Id of one grader of the form; empty: all that have a weight. */
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
const ORDER: readonly Metric[] = [
  "pass-rate",
  "mean-cost-usd",
  "mean-latency-ms",
  "mean-tokens",
  "mean-steps",
  "p95-latency-ms",
];

/** What stands before and behind the number. */
export function aroundValue({ metric, against }: ThresholdRow): { before: string; unit: string } {
  if (against === "value") return { before: metric === "pass-rate" ? "at least" : "at most", unit: UNITS[metric] };
  return metric === "pass-rate" ? { before: "at most", unit: "points below" } : { before: "at most", unit: "% above" };
}

/** What a plan says of a row, to be parsed: nothing typed is nothing said. `nameOf`: of a grader, by its id. */
export function thresholdOfRow(
  { metric, grader, against, value }: ThresholdRow,
  nameOf: ReadonlyMap<string, string>,
): object {
  const typed = value.trim() === "" ? Number.NaN : Number(value);
  const isShare = metric === "pass-rate" || against === "baseline";
  const number = isShare ? typed / 100 : typed;
  if (metric === "pass-rate")
    return {
      metric,
      ...(grader && { grader: nameOf.get(grader) ?? "" }),
      ...(against === "value" ? { min: number } : { maxDrop: number }),
    };
  return { metric, ...(against === "value" ? { max: number } : { maxRise: number }) };
}

/** Which values a row takes, behind "a value". */
export function rangeWords({ metric, against }: ThresholdRow): string {
  if (metric === "pass-rate") return against === "value" ? "above 0, up to 100" : "from 0 to below 100";
  return against === "baseline" ? "from 0 to 10,000 %" : `above 0 ${UNITS[metric]}`;
}

/** A further row: the first metric that has none yet, against the baseline where there is one; then in the other way. */
export function nextThreshold(rows: readonly ThresholdRow[], hasBaseline: boolean): ThresholdRow {
  const all = rows.filter((row) => row.grader === "");
  const first = ORDER.find((one) => rows.every((row) => row.metric !== one));
  if (first) return startOf(first, hasBaseline && first !== "pass-rate" ? "baseline" : "value");
  const free = (against: ThresholdRow["against"]) =>
    ORDER.find((one) => all.every((row) => row.metric !== one || row.against !== against));
  const [value, baseline] = [free("value"), hasBaseline ? free("baseline") : undefined];
  if (baseline) return startOf(baseline, "baseline");
  // Where each is there, one more has no value yet: with one it could be the same as another.
  return value ? startOf(value, "value") : { ...FIRST_THRESHOLD, value: "" };
}

function startOf(metric: Metric, against: ThresholdRow["against"]): ThresholdRow {
  const row = { metric, grader: "", against };
  if (metric === "pass-rate") return { ...row, value: against === "value" ? "80" : "5" };
  return { ...row, value: against === "baseline" ? "10" : "" };
}
