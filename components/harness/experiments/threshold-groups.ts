import { lineOf } from "@/lib/harness/analysis/verdict-of";
import type { ExperimentView, ThresholdView } from "@/lib/harness/experiments/schema";
import { distinctThresholds, type Threshold, thresholdKey } from "@/lib/release/threshold";

/** An interval on the axis of its group, from 0 to 100; null: there is none. */
export type Drawn = { point: number; from: number; to: number } | null;
export type ThresholdGroup = {
  threshold: Threshold;
  /** Where the line is on the axis, and the stretch that passes. */
  line: number;
  passing: { from: number; to: number };
  rows: { cell: string; label: string; view: ThresholdView; drawn: Drawn }[];
};

/** Share of the axis that stays free at its ends. */
const MARGIN = 0.08;

/** The thresholds of a plan with what every variant reached, all variants of one threshold on one axis. */
export function thresholdGroups({ plan, analysis }: Pick<ExperimentView, "plan" | "analysis">): ThresholdGroup[] {
  return distinctThresholds(plan.thresholds).flatMap((threshold) => {
    const key = thresholdKey(threshold);
    const views = analysis.flatMap(({ cell, thresholds }) => {
      const view = thresholds.find((one) => thresholdKey(one.threshold) === key);
      return view ? [{ cell, label: plan.cells.find((one) => one.key === cell)?.label ?? cell, view }] : [];
    });
    return views.length === 0 ? [] : [groupOf(threshold, views)];
  });
}

function groupOf(threshold: Threshold, views: Omit<ThresholdGroup["rows"][number], "drawn">[]): ThresholdGroup {
  const { at, side } = lineOf(threshold);
  const marks = views.flatMap(({ view: { measured } }) =>
    measured ? [measured.value, measured.low, measured.high ?? measured.value] : [],
  );
  const [least, most] = [Math.min(at, ...marks), Math.max(at, ...marks)];
  const margin = (most - least) * MARGIN || 1;
  const place = (value: number) => ((value - least + margin) / (most - least + 2 * margin)) * 100;
  const line = place(at);
  return {
    ...{ threshold, line },
    passing: side === "at-least" ? { from: line, to: 100 } : { from: 0, to: line },
    rows: views.map((one) => ({ ...one, drawn: drawnOf(one.view.measured, place) })),
  };
}

function drawnOf(measured: ThresholdView["measured"], place: (value: number) => number): Drawn {
  if (!measured) return null;
  const { value, low, high } = measured;
  return { point: place(value), from: place(low), to: high === null ? 100 : place(high) };
}
