import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeThreshold } from "@/lib/harness/analysis/judge";
import type { TrialResult } from "@/lib/harness/analysis/trial-result";
import { lineOf, verdictOfAll, verdictOfInterval } from "@/lib/harness/analysis/verdict-of";
import { Threshold, UseMetric, Verdict } from "@/lib/release/threshold";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const threshold: fc.Arbitrary<Threshold> = fc
  .oneof(
    share.map((min) => ({ metric: "pass-rate", min })),
    share.map((maxDrop) => ({ metric: "pass-rate", maxDrop })),
    fc.record({
      metric: fc.constantFrom(...UseMetric.options),
      max: fc.double({ min: 0.001, max: 5_000, noNaN: true }),
    }),
    fc.record({ metric: fc.constantFrom(...UseMetric.options), maxRise: fc.double({ min: 0, max: 2, noNaN: true }) }),
  )
  .map((one) => Threshold.parse(one));
const number = fc.double({ min: -10, max: 10, noNaN: true });
const interval = fc.tuple(number, number).map(([one, other]) => ({
  low: Math.min(one, other),
  high: Math.max(one, other),
}));
const width = fc.double({ min: 0, max: 5, noNaN: true });
const line = fc.record({ at: number, side: fc.constantFrom("at-least" as const, "at-most" as const) });

const trial = fc.record({
  item: fc.integer({ min: 0, max: 12 }).map((item) => `i${item}`),
  pass: fc.option(fc.boolean()),
  costMicros: fc.nat({ max: 50_000 }),
  latencyMs: fc.option(fc.nat({ max: 5_000 })),
  tokens: fc.option(fc.nat({ max: 2_000 })),
  steps: fc.option(fc.nat({ max: 20 })),
});
const trials = (cell: string): fc.Arbitrary<TrialResult[]> =>
  fc.array(
    trial.map((one) => ({ ...one, cell, grades: [] })),
    { maxLength: 60 },
  );
const context = { graders: [], repeats: 2, seed: 7 };
const RUNS = { numRuns: 150 };

test("a wider interval never turns inconclusive into passed or failed, nor passed into failed", () => {
  fc.assert(
    fc.property(interval, width, width, line, (narrow, below, above, held) => {
      const before = verdictOfInterval(narrow, held);
      const after = verdictOfInterval({ low: narrow.low - below, high: narrow.high + above }, held);
      expect([before, "inconclusive"]).toContain(after);
    }),
  );
});

test("a stricter line never turns what was not passed into passed", () => {
  fc.assert(
    fc.property(interval, line, width, (measured, held, stricter) => {
      const at = held.side === "at-least" ? held.at + stricter : held.at - stricter;
      if (verdictOfInterval(measured, held) !== "pass")
        expect(verdictOfInterval(measured, { ...held, at })).not.toBe("pass");
    }),
  );
});

test("another threshold never makes a verdict better", () => {
  const rank = { pass: 0, inconclusive: 1, fail: 2 };
  const verdicts = fc.array(fc.constantFrom(...Verdict.options), { minLength: 1 });
  fc.assert(
    fc.property(verdicts, fc.constantFrom(...Verdict.options), (all, more) => {
      const [before, after] = [verdictOfAll(all), verdictOfAll([...all, more])];
      expect(rank[after ?? "pass"]).toBeGreaterThanOrEqual(rank[before ?? "pass"]);
      expect(rank[after ?? "pass"]).toBeGreaterThanOrEqual(rank[more]);
    }),
  );
});

test("whatever was measured, the verdict follows from the interval that is shown, and can be stored", () => {
  fc.assert(
    fc.property(threshold, trials("b"), trials("a"), (asked, ours, theirs) => {
      const said = judgeThreshold(asked, { trials: ours, baseline: theirs }, context);
      expect(said).not.toBeNull();
      if (!said) return;
      expect(JSON.parse(JSON.stringify(said))).toEqual(said);
      const { measured, verdict, itemsNeeded, repeatsNeeded, items } = said;
      if (!measured) expect(verdict).toBe("inconclusive");
      else {
        const high = measured.high ?? Number.POSITIVE_INFINITY;
        expect(measured.low).toBeLessThanOrEqual(high);
        expect(verdict).toBe(verdictOfInterval({ low: measured.low, high }, lineOf(asked)));
      }
      if (verdict !== "inconclusive") expect([itemsNeeded, repeatsNeeded]).toEqual([null, null]);
      if (itemsNeeded !== null) expect(itemsNeeded).toBeGreaterThan(items);
      if (repeatsNeeded !== null) expect(repeatsNeeded).toBeGreaterThan(context.repeats);
    }),
    RUNS,
  );
});

test("a relative threshold says nothing of a cell that has nothing to be compared with", () => {
  fc.assert(
    fc.property(threshold, trials("a"), (asked, ours) => {
      const said = judgeThreshold(asked, { trials: ours, baseline: null }, context);
      const isRelative = "maxDrop" in asked || "maxRise" in asked;
      expect(said === null).toBe(isRelative);
    }),
    RUNS,
  );
});
