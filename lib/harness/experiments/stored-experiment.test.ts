import { expect, test } from "vitest";
import { storedPlan, storedSummary } from "@/lib/harness/experiments/stored-experiment";

const cell = (key: string) => ({ key, label: key, change: {} });
const PLAN = {
  dataset: "words",
  cells: [cell("a"), cell("b")],
  baseline: "a",
  graders: [{ name: "Right", check: { kind: "exact" } }],
  budgetUsd: 1,
};
const row = (key: string, more: object) => ({
  ...{ cell: key, items: 50, trials: 50, ungraded: 0, meanCostMicros: 0, medianLatencyMs: 5, against: null, ...more },
});
const said = (verdict: string, more: object = {}) => ({
  ...{ verdict, reason: "As it was said then.", repeatsNeeded: null, itemsNeeded: null, ...more },
});
const GOOD = { value: 0.98, low: 0.9, high: 0.99 };

test("the gate of an experiment of before reads as thresholds on the pass rate", () => {
  expect(storedPlan({ ...PLAN, gate: { min: 0.8, maxDrop: 0.1 } })).toMatchObject({
    thresholds: [
      { metric: "pass-rate", min: 0.8 },
      { metric: "pass-rate", maxDrop: 0.1 },
    ],
  });
  expect(storedPlan({ ...PLAN, gate: null }).thresholds).toEqual([]);
  expect(storedPlan(PLAN).thresholds).toEqual([]);
  const thresholds = [{ metric: "mean-cost-usd", max: 1 }];
  expect(storedPlan({ ...PLAN, thresholds }).thresholds).toEqual(thresholds);
});

test("a verdict of before stays what it was, with the intervals that were stored", () => {
  const { thresholds } = storedPlan({ ...PLAN, gate: { min: 0.8, maxDrop: 0.1 } });
  const difference = { value: -0.08, low: -0.15, high: -0.01 };
  const against = { difference, items: 50, fixed: [], broken: ["i1"], pValue: 0.1, isCorrected: false };
  const [a, b] = storedSummary(
    [
      row("a", { passRate: GOOD, gate: said("pass") }),
      row("b", { passRate: GOOD, against, gate: said("inconclusive", { itemsNeeded: 90 }) }),
    ],
    thresholds,
  );
  expect(a).toMatchObject({ verdict: "pass", thresholds: [{ verdict: "pass", measured: GOOD, items: 50 }] });
  expect(a?.thresholds).toHaveLength(1);
  expect(b).toMatchObject({
    verdict: "inconclusive",
    thresholds: [{ verdict: "pass" }, { verdict: "inconclusive", measured: difference, itemsNeeded: 90 }],
  });
  expect(b).not.toHaveProperty("gate");
});

test("an experiment without a gate has no verdict, and what is stored now is read as it is", () => {
  const [a] = storedSummary([row("a", { passRate: GOOD, gate: null })], []);
  expect(a).toMatchObject({ verdict: null, thresholds: [] });
  expect(storedSummary([a], [])).toEqual([a]);
  expect(() => storedSummary([{ cell: "a" }], [])).toThrow();
});
