import fc from "fast-check";
import { expect, test } from "vitest";
import { affordTrials } from "@/lib/harness/experiments/afford-trials";

const USD = 1_000_000;
const next = (count: number, mostMicros = USD) => Array.from({ length: count }, () => ({ mostMicros }));
const grants = (trials: { mostMicros: number }[], room: Parameters<typeof affordTrials>[1]) =>
  affordTrials(trials, room).map((trial) => trial.grantMicros);

test("a budget that is not higher than the limit of the harness still starts trials, several at once", () => {
  expect(grants(next(16), { left: USD, dearest: null, isAnyRunning: false })).toEqual(Array(4).fill(USD / 4));
  expect(grants(next(16), { left: 0.5 * USD, dearest: 100, isAnyRunning: false })).toEqual(Array(16).fill(USD / 32));
  expect(grants(next(2, 10), { left: USD, dearest: null, isAnyRunning: false })).toEqual([10, 10]);
  expect(grants(next(16), { left: 20 * USD, dearest: 0.9 * USD, isAnyRunning: false })).toEqual(Array(16).fill(USD));
});

test("the last trials share what is left so that none is cut short by the others, down to one by one, and then none", () => {
  expect(grants(next(16), { left: 500, dearest: 100, isAnyRunning: true })).toEqual([250, 250]);
  expect(grants(next(16), { left: 150, dearest: 100, isAnyRunning: false })).toEqual([150]);
  expect(grants(next(16), { left: 150, dearest: 100, isAnyRunning: true })).toEqual([]);
  expect(grants(next(16), { left: 99, dearest: 100, isAnyRunning: false })).toEqual([]);
});

test("trials that cost nothing start whatever is left", () => {
  expect(grants(next(3, 0), { left: -5, dearest: null, isAnyRunning: false })).toEqual([0, 0, 0]);
});

test("what is granted never goes beyond what is left, and never beyond the limit of a trial", () => {
  const amount = fc.integer({ min: 0, max: 2 * USD });
  fc.assert(
    fc.property(
      fc.array(amount, { maxLength: 16 }),
      amount,
      fc.option(amount),
      fc.boolean(),
      (mosts, left, dearest, isAnyRunning) => {
        const started = affordTrials(
          mosts.map((mostMicros) => ({ mostMicros })),
          { left, dearest, isAnyRunning },
        );
        for (const { grantMicros, mostMicros } of started) expect(grantMicros).toBeLessThanOrEqual(mostMicros);
        expect(started.reduce((sum, { grantMicros }) => sum + grantMicros, 0)).toBeLessThanOrEqual(left);
      },
    ),
  );
});
