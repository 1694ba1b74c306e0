import type { Plan } from "@/lib/harness/experiments/schema";
import { isRelative } from "@/lib/release/threshold";

/** Thresholds that a plan cannot hold a variant against. */
export function thresholdIssues({
  thresholds,
  graders,
  baseline,
  cells,
}: Pick<Plan, "thresholds" | "graders" | "baseline" | "cells">): { pointer: string; message: string }[] {
  return thresholds.flatMap((threshold, index) => {
    const pointer = `/plan/thresholds/${index}`;
    if (isRelative(threshold) && (baseline === null || cells.length < 2))
      return [{ pointer, message: "A threshold against the baseline needs a baseline and another variant." }];
    if (threshold.metric !== "pass-rate" || threshold.grader === undefined) return [];
    const { grader } = threshold;
    const named = graders.filter((one) => one.name === grader).length;
    if (named === 1) return [];
    const message = named === 0 ? `There is no grader "${grader}".` : `${named} graders are named "${grader}".`;
    return [{ pointer: `${pointer}/grader`, message }];
  });
}
