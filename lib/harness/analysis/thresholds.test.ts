import { expect, test } from "vitest";
import { analyse } from "@/lib/harness/analysis/analyse";
import { judgeMeasured, judgeThreshold } from "@/lib/harness/analysis/judge";
import { leastItemsOf, quantileInterval } from "@/lib/harness/analysis/quantile-interval";
import { measureWords, neededWords, signedPoints, thresholdWords } from "@/lib/harness/analysis/threshold-words";
import type { TrialResult } from "@/lib/harness/analysis/trial-result";
import { verdictOfAll } from "@/lib/harness/analysis/verdict-of";
import { Threshold } from "@/lib/release/threshold";

const list = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));
const NOTHING = { pass: true, grades: [], costMicros: 0, latencyMs: null, tokens: null, steps: null };
const trials = (cell: string, values: readonly Partial<TrialResult>[]): TrialResult[] =>
  values.map((value, index) => ({ ...NOTHING, cell, item: `i${index}`, ...value }));
const context = { graders: ["Right", "Short"], repeats: 1, seed: 1 };
const alone = (threshold: Threshold, values: readonly Partial<TrialResult>[]) =>
  judgeThreshold(threshold, { trials: trials("a", values), baseline: null }, context);
const against = (threshold: Threshold, ours: Partial<TrialResult>[], theirs: Partial<TrialResult>[]) =>
  judgeThreshold(threshold, { trials: trials("b", ours), baseline: trials("a", theirs) }, context);

test("a threshold is passed only when the whole interval clears it; between, it says how much more would decide", () => {
  const passed = (count: number, of: number) => list(of, (index) => ({ pass: index < count }));
  expect(alone({ metric: "pass-rate", min: 0.8 }, passed(98, 100))).toMatchObject({
    verdict: "pass",
    itemsNeeded: null,
  });
  expect(alone({ metric: "pass-rate", min: 0.8 }, passed(50, 100))).toMatchObject({ verdict: "fail" });
  const open = alone({ metric: "pass-rate", min: 0.8 }, passed(17, 20));
  expect(open).toMatchObject({ verdict: "inconclusive" });
  expect(open?.itemsNeeded).toBeGreaterThan(20);
  expect(alone({ metric: "pass-rate", min: 0 }, [])).toMatchObject({ verdict: "inconclusive", measured: null });
});

test("what is said to be needed decides it, when the estimate stays", () => {
  const of = (n: number) => list(n, (index) => ({ latencyMs: 1_000 + ((index * 37) % 100) * 4 }));
  const threshold: Threshold = { metric: "mean-latency-ms", max: 1_220 };
  const open = alone(threshold, of(100));
  expect(open).toMatchObject({ verdict: "inconclusive" });
  expect(open?.itemsNeeded).toBeGreaterThan(100);
  expect(alone(threshold, of(Math.ceil((open?.itemsNeeded ?? 0) / 100) * 100 + 100))).toMatchObject({
    verdict: "pass",
  });
});

test("more repeats are advised when items waver, more items alone when they do not", () => {
  const interval = { value: 0.87, low: 0.84, high: 0.9 };
  const threshold: Threshold = { metric: "pass-rate", min: 0.849 };
  const wavers = judgeMeasured(threshold, { interval, items: 100, within: (0.03 / 1.96) ** 2 * 100 }, 4);
  expect(wavers.repeatsNeeded).toBe(9);
  const settled = judgeMeasured(threshold, { interval, items: 100, within: 0 }, 4);
  expect(settled).toMatchObject({ verdict: "inconclusive", repeatsNeeded: null, itemsNeeded: 205 });
});

test("each metric is read from the trial in its unit", () => {
  const values = list(40, (index) => ({
    ...{ costMicros: 20_000 + index, latencyMs: 800 + index, tokens: 500 + index, steps: 4 },
    grades: [true, index % 2 === 0],
  }));
  const said = (threshold: Threshold) => alone(threshold, values);
  expect(said({ metric: "mean-cost-usd", max: 0.03 })).toMatchObject({ verdict: "pass" });
  expect(said({ metric: "mean-cost-usd", max: 0.01 })).toMatchObject({ verdict: "fail" });
  expect(said({ metric: "mean-latency-ms", max: 900 })?.measured?.value).toBeCloseTo(819.5, 6);
  expect(said({ metric: "mean-tokens", max: 519 })).toMatchObject({ verdict: "inconclusive" });
  expect(said({ metric: "mean-steps", max: 4 })).toMatchObject({ verdict: "pass", measured: { low: 4, high: 4 } });
  expect(said({ metric: "pass-rate", grader: "Short", min: 0.9 })).toMatchObject({ verdict: "fail" });
  expect(said({ metric: "pass-rate", grader: "Right", min: 0.9 })).toMatchObject({ verdict: "pass" });
});

test("what was not recorded is in no figure: a threshold on it is not decided", () => {
  const old = list(40, () => ({ costMicros: 1 }));
  expect(alone({ metric: "mean-tokens", max: 1_000 }, old)).toMatchObject({ verdict: "inconclusive", measured: null });
  const mixed = [...list(10, (index) => ({ steps: 2 + (index % 2) })), ...list(30, () => ({ steps: null }))];
  expect(alone({ metric: "mean-steps", max: 3 }, mixed)).toMatchObject({ verdict: "pass", items: 10 });
});

test("few rows that all show the same are no certainty: they pass nothing, and say so; 20 do; what they miss they miss", () => {
  const steps = (rows: number, max = 3) =>
    alone(
      { metric: "mean-steps", max },
      list(rows, () => ({ steps: 3 })),
    );
  expect(steps(5, 2)).toMatchObject({ verdict: "fail", measured: { low: 3, high: 3 } });
  for (const rows of [5, 19])
    expect(steps(rows)).toMatchObject({ verdict: "inconclusive", measured: null, itemsNeeded: 20 });
  expect(steps(5)?.reason).toBe(
    "Mean steps at most 3 steps: inconclusive, there is no interval. All 5 rows show the same; 20 are the least that says how much others vary.",
  );
  expect(steps(20)).toMatchObject({ verdict: "pass", measured: { low: 3, high: 3 } });
  const tenths = (rows: number) => list(rows, (index) => ({ latencyMs: 100 + index }));
  const dearer = (rows: number) => tenths(rows).map(({ latencyMs }) => ({ latencyMs: latencyMs * 1.1 }));
  const rise = (rows: number) => against({ metric: "mean-latency-ms", maxRise: 0.2 }, dearer(rows), tenths(rows));
  expect(rise(19)).toMatchObject({ verdict: "inconclusive", measured: null, itemsNeeded: 20 });
  expect(rise(20)).toMatchObject({ verdict: "pass" });
  const apart = list(5, (index) => ({ costMicros: 1 + (index % 2) }));
  expect(alone({ metric: "mean-cost-usd", max: 1 }, apart)).toMatchObject({ verdict: "pass", items: 5 });
});

test("nothing falls by more than all of it", () => {
  const theirs = list(12, (index) => ({ costMicros: 1_000 + index }));
  const ours = theirs.map((_, index) => ({ costMicros: index === 0 ? 40 : 0 }));
  const fall = against({ metric: "mean-cost-usd", maxRise: 0 }, ours, theirs);
  expect(fall).toMatchObject({ verdict: "pass", measured: { low: -1 } });
});

test("a p95 is passed only with rows enough to bound it: 73; it can fail with fewer", () => {
  expect(leastItemsOf(0.95)).toBe(73);
  const of = (n: number) => list(n, (index) => ({ latencyMs: 100 + (index % 10) }));
  const threshold: Threshold = { metric: "p95-latency-ms", max: 5_000 };
  const open = alone(threshold, of(72));
  expect(open).toMatchObject({ verdict: "inconclusive", measured: { high: null }, itemsNeeded: 73 });
  expect(open?.reason).toBe("p95 latency at most 5 s: inconclusive, the interval is 108 ms and more.");
  expect(alone(threshold, of(73))).toMatchObject({ verdict: "pass" });
  expect(alone({ metric: "p95-latency-ms", max: 50 }, of(20))).toMatchObject({ verdict: "fail" });
});

test("repeats of one row never count as more rows of a p95", () => {
  const once = quantileInterval(
    list(100, (index) => [index]),
    0.95,
  );
  const thrice = quantileInterval(
    list(100, (index) => [index, index, index]),
    0.95,
  );
  expect(thrice).toEqual(once);
});

test("against the baseline rows are paired: a rise of ten per cent is seen through rows that differ tenfold", () => {
  const theirs = list(60, (index) => ({ latencyMs: 100 * (1 + (index % 10)) }));
  const ours = theirs.map(({ latencyMs }, index) => ({ latencyMs: latencyMs * 1.1 + (index % 3) }));
  const rise = against({ metric: "mean-latency-ms", maxRise: 0.15 }, ours, theirs);
  expect(rise).toMatchObject({ verdict: "pass" });
  expect(rise?.measured?.value).toBeCloseTo(0.1018, 3);
  expect(against({ metric: "mean-latency-ms", maxRise: 0.05 }, ours, theirs)).toMatchObject({ verdict: "fail" });
  const drop = against(
    { metric: "pass-rate", maxDrop: 0.05 },
    list(100, () => ({ pass: true })),
    list(100, () => ({ pass: true })),
  );
  expect(drop).toMatchObject({ verdict: "pass", measured: { value: 0 } });
});

const NO_BASELINE = expect.stringMatching(
  /there is no interval. The baseline has none of it, so a rise has no measure.$/,
);

test("nothing against nothing is no rise; something against nothing is not passed", () => {
  const free = list(20, () => ({ costMicros: 0 }));
  const threshold: Threshold = { metric: "mean-cost-usd", maxRise: 0.1 };
  expect(against(threshold, free, free)).toMatchObject({ verdict: "pass" });
  expect(
    against(
      threshold,
      list(20, () => ({ costMicros: 5 })),
      free,
    ),
  ).toMatchObject({ verdict: "inconclusive", measured: null, itemsNeeded: null, reason: NO_BASELINE });
});

test("the p95 of two cells is compared over the rows that both have", () => {
  const theirs = list(200, (index) => ({ latencyMs: 100 + index }));
  const ours = theirs.map(({ latencyMs }) => ({ latencyMs: latencyMs * 2 }));
  const said = (maxRise: number, rows = 200) =>
    against({ metric: "p95-latency-ms", maxRise }, ours.slice(0, rows), theirs.slice(0, rows));
  expect(said(1.5)).toMatchObject({ verdict: "pass" });
  expect(said(0.5)).toMatchObject({ verdict: "fail" });
  expect(said(1.5, 50)).toMatchObject({ verdict: "inconclusive", measured: { high: null } });
});

test("a variant passes by all thresholds, fails by one; the baseline is not held against itself", () => {
  const plan = {
    ...{ cells: ["a", "b"], baseline: "a", repeats: 1, graders: ["Right"], seed: 1 },
    thresholds: [
      { metric: "pass-rate", min: 0.8 },
      { metric: "mean-cost-usd", maxRise: 0.1 },
    ] as Threshold[],
  };
  const all = [
    ...trials(
      "a",
      list(50, () => ({ costMicros: 10 })),
    ),
    ...trials(
      "b",
      list(50, () => ({ costMicros: 20 })),
    ),
  ];
  const [a, b] = analyse(plan, all);
  expect(a?.thresholds).toHaveLength(1);
  expect(a?.verdict).toBe("pass");
  expect(b?.thresholds.map((one) => one.verdict)).toEqual(["pass", "fail"]);
  expect(b?.verdict).toBe("fail");
  expect(analyse({ ...plan, thresholds: [] }, all)[0]).toMatchObject({ verdict: null, thresholds: [] });
  expect(verdictOfAll(["pass", "inconclusive"])).toBe("inconclusive");
});

test("where nothing was measured no number of rows is promised", () => {
  const ungraded = alone(
    { metric: "pass-rate", min: 0.8 },
    list(30, () => ({ pass: null })),
  );
  expect(ungraded).toMatchObject({ items: 0, itemsNeeded: null, repeatsNeeded: null });
  expect(ungraded?.reason).toMatch(/No row has a measurement to hold against the line.$/);
  const few = alone({ metric: "mean-cost-usd", max: 1 }, [{ costMicros: 1 }]);
  expect(few?.reason).toMatch(/1 row is too few; 5 are needed.$/);
});

test("a threshold has one bound, and the one that fits its metric", () => {
  const accepts = (value: unknown) => Threshold.safeParse(value).success;
  expect(accepts({ metric: "pass-rate", min: 0.8 })).toBe(true);
  expect(accepts({ metric: "mean-cost-usd", maxRise: 0.1 })).toBe(true);
  expect(accepts({ metric: "pass-rate" })).toBe(false);
  expect(accepts({ metric: "pass-rate", min: 0.8, maxDrop: 0.1 })).toBe(false);
  expect(accepts({ metric: "pass-rate", max: 0.8 })).toBe(false);
  expect(accepts({ metric: "mean-cost-usd", min: 1 })).toBe(false);
});

test("thresholds read as sentences", () => {
  expect(thresholdWords({ metric: "pass-rate", min: 0.8 })).toBe("Pass rate at least 80 %");
  expect(thresholdWords({ metric: "pass-rate", grader: "Right", maxDrop: 0.05 })).toBe(
    'Pass rate of "Right" at most 5 points below the baseline',
  );
  expect(thresholdWords({ metric: "mean-cost-usd", max: 0.012 })).toBe("Mean cost at most 0.012 USD");
  expect(thresholdWords({ metric: "p95-latency-ms", maxRise: 0.1 })).toBe(
    "p95 latency at most 10 % above the baseline",
  );
  const open = { measured: { value: 0.8, low: 0.7, high: 0.9 }, items: 50, ungraded: 0 };
  expect(neededWords({ ...open, itemsNeeded: 90, repeatsNeeded: 3 })).toBe(
    "About 40 more rows, or 3 repeats of each row, would decide it.",
  );
  expect(neededWords({ ...open, itemsNeeded: null, repeatsNeeded: null })).toMatch(/^The estimate is so near/);
});

test("a difference of pass rates is said in points wherever it stands", () => {
  expect(measureWords({ metric: "pass-rate", maxDrop: 0.05 }, -0.125)).toBe("−12.5 points");
  expect([0.1, 0, -0.005].map(signedPoints)).toEqual(["+10", "0", "−0.5"]);
});
