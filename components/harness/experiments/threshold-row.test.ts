import { expect, test } from "vitest";
import { emptyForm, NEW_GRADER, newCell, type PlanForm, readPlan } from "@/components/harness/experiments/plan-form";
import { nextThreshold, type ThresholdRow } from "@/components/harness/experiments/threshold-row";
import { MAX_THRESHOLDS } from "@/lib/harness/experiments/schema";

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
    row({ metric: "pass-rate", grader: "first", against: "baseline", value: "5" }),
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
  expect(problem(form([row({ metric: "pass-rate", value: "120" })]))).toBe(
    "Give threshold 1 a value above 0, up to 100.",
  );
  expect(problem(form([row({ against: "baseline", value: "ten" })]))).toMatch(/from 0 to 10,000 %/);
});

test("a row that fits no variant or no grader says so before anything starts", () => {
  const relative = row({ against: "baseline", value: "10" });
  expect(problem(form([relative], { cells: [newCell(1)] }))).toMatch(/needs a baseline/);
  expect(problem(form([row({}), row({ metric: "pass-rate", grader: "gone", value: "80" })]))).toBe(
    "Threshold 2 looks at a grader that is not there any more.",
  );
});

test("a row looks at the same grader whatever that one is named, also while it has no name or that of another", () => {
  const rows = [row({ metric: "pass-rate", grader: "g_2", value: "80" })];
  const named = (name: string) =>
    form(rows, {
      graders: [
        { ...NEW_GRADER, id: "first" },
        { ...NEW_GRADER, id: "g_2", name },
      ],
    });
  const asked = (name: string) => {
    const read = readPlan(named(name));
    return read.ok ? read.body.plan.thresholds : read.problem;
  };
  expect(asked("Short")).toEqual([{ metric: "pass-rate", grader: "Short", min: 0.8 }]);
  expect(asked("")).toBe("Give the experiment, and every grader, a name.");
  expect(asked(NEW_GRADER.name)).toBe(`2 graders are named "${NEW_GRADER.name}".`);
  expect(asked("Brief")).toEqual([{ metric: "pass-rate", grader: "Brief", min: 0.8 }]);
});

test("a further row takes a metric that has none, against the baseline where there is one", () => {
  const [first] = emptyForm("desk").thresholds;
  const rows = first ? [first] : [];
  expect(nextThreshold(rows, true)).toMatchObject({ metric: "mean-cost-usd", against: "baseline", value: "10" });
  expect(nextThreshold(rows, false)).toMatchObject({ metric: "mean-cost-usd", against: "value", value: "" });
  expect(nextThreshold([], false)).toEqual(first);
});

test("a further row never asks what another one asks already", () => {
  for (const hasBaseline of [true, false]) {
    let rows: ThresholdRow[] = [];
    for (let added = 0; added < MAX_THRESHOLDS; added += 1) {
      const next = nextThreshold(rows, hasBaseline);
      expect(next.value === "" || rows.every((one) => JSON.stringify(one) !== JSON.stringify(next))).toBe(true);
      rows = [...rows, next];
    }
    const asked = new Set(rows.map(({ metric, against }) => `${metric} ${against}`));
    expect(asked.size).toBe(hasBaseline ? 12 : 6);
  }
});

test("two rows that ask the same are said before anything starts, however they are typed", () => {
  expect(problem(form([row({ value: "0.02" }), row({ value: "0.020" })]))).toBe(
    "Threshold 2 is the same as threshold 1. Remove one of them.",
  );
  expect(problem(form([row({ metric: "pass-rate", value: "0" })]))).toMatch(/^Nothing can miss threshold 1/);
});
