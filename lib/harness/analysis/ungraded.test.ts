import { expect, test } from "vitest";
import { judgeThreshold } from "@/lib/harness/analysis/judge";
import type { TrialResult } from "@/lib/harness/analysis/trial-result";
import type { Threshold } from "@/lib/release/threshold";

const list = <T>(length: number, make: () => T): T[] => Array.from({ length }, make);
const NOTHING = { costMicros: 0, latencyMs: null, tokens: null, steps: null };
const trials = (cell: string, values: readonly Partial<TrialResult>[]): TrialResult[] =>
  values.map((value, index) => ({ ...NOTHING, pass: true, grades: [], cell, item: `i${index}`, ...value }));
const context = { graders: ["Right"], repeats: 1, seed: 1 };
const alone = (threshold: Threshold, values: readonly Partial<TrialResult>[]) =>
  judgeThreshold(threshold, { trials: trials("a", values), baseline: null }, context);
const against = (threshold: Threshold, ours: Partial<TrialResult>[], theirs: Partial<TrialResult>[]) =>
  judgeThreshold(threshold, { trials: trials("b", ours), baseline: trials("a", theirs) }, context);

test("what has no grade never helps to pass: at best it leaves a pass rate open, and what failed stays failed", () => {
  const graded = (passed: number, failed: number, ungraded: number) =>
    [...list(passed, () => true), ...list(failed, () => false), ...list(ungraded, () => null)].map((pass) => ({
      pass,
      grades: [pass],
    }));
  for (const grader of [undefined, "Right"]) {
    const min: Threshold = { metric: "pass-rate", min: 0.8, ...(grader && { grader }) };
    const open = alone(min, graded(30, 0, 70));
    expect(open).toMatchObject({ verdict: "inconclusive", ungraded: 70, itemsNeeded: null, measured: { value: 1 } });
    expect(open?.reason).toMatch(/70 trials have no grade: if they had failed, it would not be passed.$/);
    expect(alone(min, graded(0, 30, 70))).toMatchObject({ verdict: "fail", ungraded: 0 });
    expect(alone(min, graded(198, 0, 2))).toMatchObject({ verdict: "pass", ungraded: 0 });
    expect(alone(min, graded(17, 3, 1))).toMatchObject({ verdict: "inconclusive", ungraded: 0 });
  }
  const drop: Threshold = { metric: "pass-rate", maxDrop: 0.1 };
  const all = graded(100, 0, 0);
  expect(against(drop, all, all)).toMatchObject({ verdict: "pass" });
  expect(against(drop, graded(60, 0, 40), all)).toMatchObject({ verdict: "inconclusive", ungraded: 40 });
  expect(against(drop, graded(60, 40, 0), graded(60, 0, 40))).toMatchObject({ verdict: "inconclusive", ungraded: 40 });
});
