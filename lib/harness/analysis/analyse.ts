import { differenceInterval, type Interval, type Pair, passRateInterval } from "@/lib/harness/analysis/interval";
import { itemMeans, itemValues } from "@/lib/harness/analysis/item-values";
import { judgeThreshold, type ThresholdResult } from "@/lib/harness/analysis/judge";
import { holm, mcnemarExact } from "@/lib/harness/analysis/mcnemar";
import type { TrialResult } from "@/lib/harness/analysis/trial-result";
import { verdictOfAll } from "@/lib/harness/analysis/verdict-of";
import type { Threshold, Verdict } from "@/lib/release/threshold";

type Plan = {
  cells: readonly string[];
  baseline: string | null;
  repeats: number;
  thresholds: readonly Threshold[];
  /** Names, in the order of a trial's grades. */
  graders: readonly string[];
  seed: number;
};

export type Comparison = {
  /** Of the pass rate, candidate minus baseline, over the items that both have. */
  difference: Interval;
  items: number;
  fixed: string[];
  broken: string[];
  /** Exact McNemar; after Holm's correction when more than five cells are compared. */
  pValue: number;
  isCorrected: boolean;
};
export type CellAnalysis = {
  cell: string;
  items: number;
  trials: number;
  ungraded: number;
  passRate: Interval;
  meanCostMicros: number;
  medianLatencyMs: number;
  against: Comparison | null;
  thresholds: ThresholdResult[];
  /** Of all thresholds that the cell has; null without any. */
  verdict: Verdict | null;
};

/** From how many cells on several comparisons are corrected for being several. */
const HOLM_OVER = 5;

/** What an experiment shows, cell by cell. Items are the unit: repeats of one item are averaged first. Pure and seeded. */
export function analyse(plan: Plan, trials: readonly TrialResult[]): CellAnalysis[] {
  const ofCell = new Map(plan.cells.map((cell) => [cell, trials.filter((trial) => trial.cell === cell)]));
  const means = new Map([...ofCell].map(([cell, list]) => [cell, passShares(list)]));
  const baseline = plan.baseline === null ? undefined : means.get(plan.baseline);
  const rows = plan.cells.map((cell) => {
    const items = means.get(cell) ?? new Map<string, number>();
    const against = baseline && cell !== plan.baseline ? compare(items, baseline, plan) : null;
    return { ...totals(ofCell.get(cell) ?? []), cell, items, against };
  });
  const compared = rows.flatMap((row) => row.against ?? []);
  const isCorrected = plan.cells.length > HOLM_OVER;
  const adjusted = isCorrected ? holm(compared.map((one) => one.pValue)) : compared.map((one) => one.pValue);
  const pOf = new Map(compared.map((one, index) => [one, adjusted[index] ?? 1]));
  return rows.map(({ items, against, ...row }) => {
    const values = [...items.values()];
    const passRate = passRateInterval(values, plan.repeats, plan.seed);
    const own = ofCell.get(row.cell) ?? [];
    const toCompare = plan.baseline === row.cell ? null : ofCell.get(plan.baseline ?? "");
    const thresholds = plan.thresholds.flatMap(
      (threshold) => judgeThreshold(threshold, { trials: own, baseline: toCompare ?? null }, plan) ?? [],
    );
    return {
      ...row,
      items: values.length,
      passRate,
      against: against && { ...against, pValue: pOf.get(against) ?? 1, isCorrected },
      thresholds,
      verdict: verdictOfAll(thresholds.map((one) => one.verdict)),
    };
  });
}

function totals(list: readonly TrialResult[]) {
  const sorted = list.flatMap((trial) => trial.latencyMs ?? []).sort((one, other) => one - other);
  return {
    trials: list.length,
    ungraded: list.filter((trial) => trial.pass === null).length,
    meanCostMicros: list.length === 0 ? 0 : list.reduce((sum, trial) => sum + trial.costMicros, 0) / list.length,
    medianLatencyMs: sorted[Math.floor(sorted.length / 2)] ?? 0,
  };
}

/** Share of passed repeats of each item; an item with no graded repeat is left out. */
const passShares = (list: readonly TrialResult[]): Map<string, number> =>
  itemMeans(itemValues(list, ({ pass }) => (pass === null ? null : Number(pass))));

const passes = (share: number) => share >= 0.5;

function compare(
  candidate: Map<string, number>,
  baseline: Map<string, number>,
  { repeats, seed }: Plan,
): Omit<Comparison, "isCorrected"> {
  const pairs = [...candidate].flatMap(([item, value]): (Pair & { item: string })[] => {
    const other = baseline.get(item);
    return other === undefined ? [] : [{ item, candidate: value, baseline: other }];
  });
  const fixed = pairs.filter((pair) => passes(pair.candidate) && !passes(pair.baseline)).map((pair) => pair.item);
  const broken = pairs.filter((pair) => !passes(pair.candidate) && passes(pair.baseline)).map((pair) => pair.item);
  return {
    difference: differenceInterval(pairs, repeats, seed),
    items: pairs.length,
    fixed,
    broken,
    pValue: mcnemarExact(fixed.length, broken.length),
  };
}
