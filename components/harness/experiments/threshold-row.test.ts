import { expect, test } from "vitest";
import { emptyForm, NEW_GRADER, newCell, type PlanForm, readPlan } from "@/components/harness/experiments/plan-form";
import { followNames, nextThreshold, type ThresholdRow } from "@/components/harness/experiments/threshold-row";

const row = (more: Partial<ThresholdRow>): ThresholdRow => ({
  ...{ metric: "mean-cost-usd", grader: "", against: "value", value: "0.02" },
  ...more,
});
const form = (thresholds: ThresholdRow[], more: Partial<PlanForm> = {}): PlanForm => ({
  ...emptyForm("desk"),
  ...{ name: "E", dataset: "cases", cells: [newCell(1), newCell(2)], thresholds, ...more },
});
const problem = (given: PlanForm) => {
  const read = readPlan(given);
  return read.ok ? null : read.problem;
};

test("a new plan asks for a pass rate of 80 %; what is filled in becomes the request", () => {
  const rows = [
    ...emptyForm("desk").thresholds,
    row({}),
    row({ metric: "p95-latency-ms", against: "baseline", value: "10" }),
    row({ metric: "pass-rate", grader: NEW_GRADER.name, against: "baseline", value: "5" }),
  ];
  const read = readPlan(form(rows));
  expect(read.ok && read.body.plan.thresholds).toEqual([
    { metric: "pass-rate", min: 0.8 },
    { metric: "mean-cost-usd", max: 0.02 },
    { metric: "p95-latency-ms", maxRise: 0.1 },
    { metric: "pass-rate", grader: NEW_GRADER.name, maxDrop: 0.05 },
  ]);
  const none = readPlan(form([]));
  expect(none.ok && none.body.plan.thresholds).toEqual([]);
});

test("a row that is not complete says which values it takes", () => {
  expect(problem(form([row({}), row({ value: "" })]))).toBe("Give threshold 2 a value above 0 USD.");
  expect(problem(form([row({ metric: "pass-rate", value: "120" })]))).toBe("Give threshold 1 a value from 0 to 100.");
  expect(problem(form([row({ against: "baseline", value: "ten" })]))).toMatch(/from 0 to 10,000 %/);
});

test("a row that fits no variant or no grader says so before anything starts", () => {
  const relative = row({ against: "baseline", value: "10" });
  expect(problem(form([relative], { cells: [newCell(1)] }))).toMatch(/needs a baseline/);
  expect(problem(form([row({ metric: "pass-rate", grader: "Gone", value: "80" })]))).toBe('There is no grader "Gone".');
});

test("a row follows the grader that it looks at when that one is renamed", () => {
  const other = { ...NEW_GRADER, name: "Short" };
  const rows = [row({ metric: "pass-rate", grader: "Short" }), row({})];
  const after = followNames(rows, [NEW_GRADER, other], [NEW_GRADER, { ...other, name: "Brief" }]);
  expect(after.map((one) => one.grader)).toEqual(["Brief", ""]);
});

test("a further row takes a metric that has none, against the baseline where there is one", () => {
  const [first] = emptyForm("desk").thresholds;
  const rows = first ? [first] : [];
  expect(nextThreshold(rows, true)).toMatchObject({ metric: "mean-cost-usd", against: "baseline", value: "10" });
  expect(nextThreshold(rows, false)).toMatchObject({ metric: "mean-cost-usd", against: "value", value: "" });
  expect(nextThreshold([], false)).toEqual(first);
});
