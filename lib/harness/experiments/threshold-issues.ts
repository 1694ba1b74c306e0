import { thresholdWords } from "@/lib/harness/analysis/threshold-words";
import type { Plan } from "@/lib/harness/experiments/schema";
import { boundOf, canBeMissed, isRelative, sameThreshold, type Threshold } from "@/lib/release/threshold";

type Asked = Pick<Plan, "thresholds" | "graders" | "baseline" | "cells">;
type Issue = { pointer: string; message: string };

/** Thresholds that a plan cannot hold a variant against, or that say nothing. */
export function thresholdIssues(plan: Asked): Issue[] {
  return plan.thresholds.flatMap((threshold, index) => {
    const pointer = `/plan/thresholds/${index}`;
    const first = plan.thresholds.findIndex((one) => sameThreshold(one, threshold));
    if (first < index)
      return [
        { pointer, message: `Threshold ${index + 1} is the same as threshold ${first + 1}. Remove one of them.` },
      ];
    if (!canBeMissed(threshold)) {
      const message = `Nothing can miss threshold ${index + 1}, "${thresholdWords(threshold)}". Give it another value.`;
      return [{ pointer: `${pointer}/${boundOf(threshold).kind}`, message }];
    }
    if (isRelative(threshold) && (plan.baseline === null || plan.cells.length < 2))
      return [{ pointer, message: "A threshold against the baseline needs a baseline and another variant." }];
    return graderIssues(threshold, pointer, plan.graders);
  });
}

function graderIssues(threshold: Threshold, pointer: string, graders: Plan["graders"]): Issue[] {
  if (threshold.metric !== "pass-rate" || threshold.grader === undefined) return [];
  const { grader } = threshold;
  const named = graders.filter((one) => one.name === grader).length;
  if (named === 1) return [];
  const message = named === 0 ? `There is no grader "${grader}".` : `${named} graders are named "${grader}".`;
  return [{ pointer: `${pointer}/grader`, message }];
}
