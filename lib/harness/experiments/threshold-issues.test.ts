import { expect, test } from "vitest";
import { Plan } from "@/lib/harness/experiments/schema";
import { storedPlan } from "@/lib/harness/experiments/stored-experiment";
import { thresholdIssues } from "@/lib/harness/experiments/threshold-issues";
import type { Threshold } from "@/lib/release/threshold";

const planOf = (...thresholds: Threshold[]) => ({
  ...{ dataset: "words", baseline: "a", budgetUsd: 1, thresholds },
  cells: ["a", "b"].map((key) => ({ key, label: key, change: {} })),
  graders: [{ name: "Right", check: { kind: "exact" } }],
});
const issues = (...thresholds: Threshold[]) => thresholdIssues(Plan.parse(planOf(...thresholds)));

test("a line that nothing can miss is refused; a plan that was stored with it is still read", () => {
  expect(issues({ metric: "pass-rate", min: 0 })).toEqual([
    {
      pointer: "/plan/thresholds/0/min",
      message: 'Nothing can miss threshold 1, "Pass rate at least 0 %". Give it another value.',
    },
  ]);
  expect(issues({ metric: "pass-rate", grader: "Right", maxDrop: 1 })).toMatchObject([
    { pointer: "/plan/thresholds/0/maxDrop" },
  ]);
  expect(issues({ metric: "pass-rate", min: 1 }, { metric: "pass-rate", maxDrop: 0 })).toEqual([]);
  expect(issues({ metric: "mean-cost-usd", maxRise: 0 })).toEqual([]);
  expect(storedPlan(planOf({ metric: "pass-rate", min: 0 })).thresholds).toHaveLength(1);
});

test("a threshold that is there already is refused; another line for the same metric is not", () => {
  const right: Threshold = { metric: "pass-rate", grader: "Right", min: 0.8 };
  expect(issues({ metric: "pass-rate", min: 0.8 }, right, { min: 0.8, grader: "Right", metric: "pass-rate" })).toEqual([
    { pointer: "/plan/thresholds/2", message: "Threshold 3 is the same as threshold 2. Remove one of them." },
  ]);
  expect(issues(right, { ...right, min: 0.9 }, { metric: "pass-rate", min: 0.8 })).toEqual([]);
});
