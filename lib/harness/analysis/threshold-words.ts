import { LEAST_ITEMS } from "@/lib/harness/analysis/least-items";
import { boundOf, isRelative, type Metric, type Threshold, type ThresholdVerdict } from "@/lib/release/threshold";

const NAMES: Record<Metric, string> = {
  "pass-rate": "Pass rate",
  "mean-cost-usd": "Mean cost",
  "mean-latency-ms": "Mean latency",
  "p95-latency-ms": "p95 latency",
  "mean-tokens": "Mean tokens",
  "mean-steps": "Mean steps",
};
const LOCALE = "en-GB";
const one = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const two = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });
const money = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 6 });
const milliseconds = (value: number) => {
  if (value < 10) return `${one.format(value)} ms`;
  return value < 1_000 ? `${Math.round(value)} ms` : `${two.format(value / 1_000)} s`;
};
const UNITS: Record<Metric, (value: number) => string> = {
  "pass-rate": (share) => `${one.format(share * 100)} %`,
  "mean-cost-usd": (usd) => `${money.format(usd)} USD`,
  "mean-latency-ms": milliseconds,
  "p95-latency-ms": milliseconds,
  "mean-tokens": (tokens) => `${one.format(tokens)} tokens`,
  "mean-steps": (steps) => `${one.format(steps)} steps`,
};

/** What a threshold looks at. */
export const metricWords = (threshold: Pick<Threshold, "metric"> & { grader?: string }): string =>
  threshold.grader === undefined ? NAMES[threshold.metric] : `${NAMES[threshold.metric]} of "${threshold.grader}"`;

/** A number of a threshold with its unit; what is relative to the baseline with its sign. */
export function measureWords(threshold: Threshold, value: number): string {
  if (!isRelative(threshold)) return UNITS[threshold.metric](value);
  return threshold.metric === "pass-rate" ? `${signedPoints(value)} points` : `${signedPoints(value)} %`;
}

/** A difference of two shares in hundredths, with its sign: of pass rates these are points, not per cent. */
export const signedPoints = (difference: number): string =>
  `${difference > 0 ? "+" : difference < 0 ? "−" : ""}${one.format(Math.abs(difference) * 100)}`;

/** "Mean latency at most 2 s"; "Pass rate at most 5 points below the baseline". */
export function thresholdWords(threshold: Threshold): string {
  return `${metricWords(threshold)} ${boundWords(threshold)}`;
}

function boundWords(threshold: Threshold): string {
  const { kind, value } = boundOf(threshold);
  switch (kind) {
    case "min":
      return `at least ${UNITS[threshold.metric](value)}`;
    case "max":
      return `at most ${UNITS[threshold.metric](value)}`;
    case "maxDrop":
      return value === 0 ? "not below the baseline" : `at most ${one.format(value * 100)} points below the baseline`;
    case "maxRise":
      return value === 0 ? "not above the baseline" : `at most ${one.format(value * 100)} % above the baseline`;
  }
}

const WORDS = { pass: "passed", fail: "failed", inconclusive: "inconclusive" } as const;

/** "Mean latency at most 2 s: failed, the interval is 2.31 s to 2.6 s." */
export function verdictWords({ threshold, measured, verdict }: ThresholdVerdict): string {
  return `${thresholdWords(threshold)}: ${WORDS[verdict]}, ${intervalWords(threshold, measured)}.`;
}

/** "2.31 s to 2.6 s", "109 ms and more". */
export function spanWords(threshold: Threshold, { low, high }: NonNullable<ThresholdVerdict["measured"]>): string {
  const from = measureWords(threshold, low);
  return high === null ? `${from} and more` : `${from} to ${measureWords(threshold, high)}`;
}

function intervalWords(threshold: Threshold, measured: ThresholdVerdict["measured"]): string {
  return measured ? `the interval is ${spanWords(threshold, measured)}` : "there is no interval";
}

type Open = {
  measured: ThresholdVerdict["measured"];
  /** How many there are. */
  items: number;
  itemsNeeded: number | null;
  repeatsNeeded: number | null;
  /** Trials without a grade that alone keep it open. */
  ungraded: number;
};

/** What more would decide an inconclusive threshold, or why there is nothing to decide it by, in a sentence. */
export function neededWords(open: Open): string {
  const { measured, items, itemsNeeded, repeatsNeeded, ungraded } = open;
  if (!measured) return missingWords(open);
  if (ungraded > 0)
    return `${ungraded === 1 ? "1 trial has" : `${one.format(ungraded)} trials have`} no grade: if they had failed, it would not be passed.`;
  const more = itemsNeeded === null ? 0 : Math.max(1, itemsNeeded - items);
  const rows = more === 1 ? "1 more row" : `${one.format(more)} more rows`;
  if (itemsNeeded !== null && repeatsNeeded !== null)
    return `About ${rows}, or ${repeatsNeeded} repeats of each row, would decide it.`;
  if (itemsNeeded !== null) return `About ${rows} would decide it.`;
  if (repeatsNeeded !== null) return `About ${repeatsNeeded} repeats of each row would decide it.`;
  return "The estimate is so near the line that more rows will hardly decide it.";
}

function missingWords({ items, itemsNeeded }: Open): string {
  if (items === 0) return "No row has a measurement to hold against the line.";
  if (itemsNeeded === null) return "The baseline has none of it, so a rise has no measure.";
  if (items >= LEAST_ITEMS)
    return `All ${items} rows show the same; ${itemsNeeded} are the least that says how much others vary.`;
  return `${items === 1 ? "1 row is" : `${items} rows are`} too few; ${itemsNeeded} are needed.`;
}
