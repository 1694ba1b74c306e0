import { expect, test } from "vitest";
import { assessReadiness } from "@/lib/harness/readiness/assess-readiness";
import { builtInLibrary } from "@/lib/harness/testing/demo-draft";
import { evidenceOf, facts, ready } from "@/lib/harness/testing/readiness-drafts";
import type { ThresholdVerdict } from "@/lib/release/threshold";

const THRESHOLDS: ThresholdVerdict[] = [
  {
    ...{ threshold: { metric: "pass-rate", min: 0.8 }, verdict: "pass" },
    measured: { value: 0.95, low: 0.9, high: 0.98 },
  },
  {
    ...{ threshold: { metric: "mean-latency-ms", max: 2_000 }, verdict: "fail" },
    measured: { value: 2_400, low: 2_310, high: 2_600 },
  },
  {
    ...{ threshold: { metric: "p95-latency-ms", max: 5_000 }, verdict: "inconclusive" },
    measured: { value: 3_000, low: 2_900, high: null },
  },
];
const weakness = (more: object) => {
  const draft = { draft: ready, library: builtInLibrary, verdicts: {}, isDemo: true };
  const { findings } = assessReadiness({ ...draft, ...facts({ evidence: evidenceOf(ready, more) }) });
  return findings.find((one) => one.rule === "eval-weak")?.explanation;
};

test("weak evidence names the thresholds that failed, or that are open when none failed", () => {
  expect(weakness({ verdict: "fail", thresholds: THRESHOLDS })).toBe(
    'The experiment "E" failed. Mean latency at most 2 s: failed, the interval is 2.31 s to 2.6 s.',
  );
  expect(weakness({ verdict: "inconclusive", thresholds: THRESHOLDS.filter((one) => one.verdict !== "fail") })).toBe(
    'The experiment "E" was inconclusive, which is not passed. p95 latency at most 5 s: inconclusive, the interval is 2.9 s and more.',
  );
  expect(weakness({ verdict: "fail" })).toBe('The experiment "E" failed.');
  expect(weakness({ verdict: "pass", thresholds: THRESHOLDS.slice(0, 1) })).toBeUndefined();
});

test("an experiment that failed is not made good by another one; only by its own plan, run again", () => {
  let experiments = 0;
  const of = (planHash: string, ...verdicts: ("pass" | "fail" | "inconclusive")[]) => {
    experiments += 1;
    return verdicts.flatMap((verdict) => evidenceOf(ready, { planHash, verdict, experimentId: `x${experiments}` }));
  };
  const weaknessOf = (evidence: ReturnType<typeof of>) => {
    const draft = { draft: ready, library: builtInLibrary, verdicts: {}, isDemo: true };
    const { findings } = assessReadiness({ ...draft, ...facts({ evidence }) });
    return findings.find((one) => one.rule === "eval-weak")?.explanation;
  };
  expect(weaknessOf([...of("easy", "pass"), ...of("hard", "fail")])).toBe('The experiment "E" failed.');
  expect(weaknessOf([...of("hard", "pass"), ...of("easy", "pass"), ...of("hard", "fail")])).toBeUndefined();
  expect(weaknessOf([...of("hard", "fail"), ...of("hard", "pass")])).toBe('The experiment "E" failed.');
  expect(weaknessOf([...of("hard", "inconclusive"), ...of("easy", "pass"), ...of("hard", "fail")])).toBe(
    'The experiment "E" failed.',
  );
  expect(weaknessOf([...of("hard", "pass", "fail"), ...of("easy", "pass")])).toBe('The experiment "E" failed.');
});

test("a pass that asked nothing of the pass rate is no sign of good answers, however many rows it had", () => {
  const silent = /^The experiment "E" has no threshold on the pass rate that this program could miss/;
  const of = (...thresholds: ThresholdVerdict["threshold"][]) =>
    weakness({ thresholds: thresholds.map((threshold) => ({ threshold, verdict: "pass", measured: null })) });
  expect(of({ metric: "mean-cost-usd", max: 0.05 })).toMatch(silent);
  expect(of({ metric: "pass-rate", min: 0 })).toMatch(silent);
  expect(of({ metric: "pass-rate", maxDrop: 1 }, { metric: "mean-steps", max: 9 })).toMatch(silent);
  expect(of({ metric: "mean-cost-usd", max: 0.05 }, { metric: "pass-rate", min: 0.8 })).toBeUndefined();
  expect(of({ metric: "pass-rate", grader: "Right", maxDrop: 0.1 })).toBeUndefined();
  const cheap = { planHash: "cheap", items: 900, thresholds: [{ threshold: { metric: "mean-steps", max: 9 } }] };
  const draft = { draft: ready, library: builtInLibrary, verdicts: {}, isDemo: true };
  const evidence = [...evidenceOf(ready, cheap), ...evidenceOf(ready, { planHash: "good" })];
  const { findings } = assessReadiness({ ...draft, ...facts({ evidence }) });
  expect(findings.map((one) => one.rule)).not.toContain("eval-weak");
});

test("a pass over fewer rows than say something is weak", () => {
  expect(weakness({ items: 19 })).toBe('The experiment "E" rests on 19 rows; 20 are the least that says something.');
  expect(weakness({ items: 1 })).toMatch(/rests on 1 row;/);
  expect(weakness({ items: 20 })).toBeUndefined();
});
