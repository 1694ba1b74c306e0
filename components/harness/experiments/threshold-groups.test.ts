import { expect, test } from "vitest";
import { thresholdGroups } from "@/components/harness/experiments/threshold-groups";
import { judgeMeasured } from "@/lib/harness/analysis/judge";
import { type CellView, Plan } from "@/lib/harness/experiments/schema";
import type { Threshold } from "@/lib/release/threshold";

const COST: Threshold = { metric: "mean-cost-usd", max: 0.02 };
const DROP: Threshold = { metric: "pass-rate", maxDrop: 0.05 };
const plan = Plan.parse({
  ...{ dataset: "words", baseline: "a", budgetUsd: 1, thresholds: [COST, DROP] },
  cells: ["a", "b"].map((key) => ({ key, label: `Variant ${key}`, change: {} })),
  graders: [{ name: "Right", check: { kind: "exact" } }],
});
const GOOD = { value: 0.9, low: 0.8, high: 1 };
const said = (threshold: Threshold, low: number, high: number, value = (low + high) / 2) =>
  judgeMeasured(threshold, { interval: { value, low, high }, items: 50, within: null }, 1);
const cell = (key: string, thresholds: CellView["thresholds"]): CellView => ({
  ...{ cell: key, items: 50, trials: 50, ungraded: 0, passRate: GOOD, meanCostMicros: 0, medianLatencyMs: 5 },
  ...{ against: null, thresholds, verdict: null },
});

test("all variants of a threshold are drawn on one axis, each on its side of the line", () => {
  const analysis = [cell("a", [said(COST, 0.01, 0.015)]), cell("b", [said(COST, 0.03, 0.05), said(DROP, -0.02, 0.01)])];
  const [cost, drop] = thresholdGroups({ plan, analysis });
  expect(cost?.rows.map((row) => [row.label, row.view.verdict])).toEqual([
    ["Variant a", "pass"],
    ["Variant b", "fail"],
  ]);
  expect(cost?.rows[0]?.drawn?.to).toBeLessThan(cost?.line ?? 0);
  expect(cost?.rows[1]?.drawn?.from).toBeGreaterThan(cost?.line ?? 100);
  expect(cost?.passing).toEqual({ from: 0, to: cost?.line });
  expect(drop?.rows.map((row) => row.cell)).toEqual(["b"]);
  expect(drop?.passing.to).toBe(100);
});

test("an interval without an upper end goes to the edge; what was not measured is not drawn", () => {
  const open = said({ metric: "p95-latency-ms", max: 100 }, 90, Number.POSITIVE_INFINITY, 95);
  const asked = { ...plan, thresholds: [open.threshold] };
  const none = { ...open, measured: null };
  const [group] = thresholdGroups({ plan: asked, analysis: [cell("a", [open]), cell("b", [none])] });
  expect(group?.rows.map((row) => row.drawn?.to ?? null)).toEqual([100, null]);
  expect(group?.line).toBeLessThan(100);
});

test("while nothing is judged there is nothing to draw", () => {
  expect(thresholdGroups({ plan, analysis: [cell("a", []), cell("b", [])] })).toEqual([]);
});

test("a threshold that an older plan has twice is drawn once", () => {
  const [asked, analysis] = [[COST, DROP, COST], [cell("a", [said(COST, 0.01, 0.015), said(COST, 0.01, 0.015)])]];
  const groups = thresholdGroups({ plan: { ...plan, thresholds: asked }, analysis });
  expect(groups.map((group) => group.threshold)).toEqual([COST]);
});
