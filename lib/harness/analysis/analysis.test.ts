import { expect, test } from "vitest";
import { analyse } from "@/lib/harness/analysis/analyse";
import { differenceInterval, itemBootstrap, passRateInterval, wilson } from "@/lib/harness/analysis/interval";
import { holm, mcnemarExact } from "@/lib/harness/analysis/mcnemar";
import { quantileInterval } from "@/lib/harness/analysis/quantile-interval";
import { randomFrom, shuffled } from "@/lib/harness/analysis/random";
import { riseOfMean } from "@/lib/harness/analysis/rise-interval";
import type { TrialResult } from "@/lib/harness/analysis/trial-result";

const SIMULATIONS = 1_000;
const LONG_MS = 60_000;
type Drawn = { low: number; high: number };

/** Share of simulations whose interval holds the truth. */
function coverage(truth: number, simulate: (random: () => number, index: number) => Drawn): number {
  const random = randomFrom(20_261_125);
  let holds = 0;
  for (let index = 0; index < SIMULATIONS; index += 1) {
    const { low, high } = simulate(random, index);
    if (low <= truth && truth <= high) holds += 1;
  }
  return holds / SIMULATIONS;
}
const between = (share: number) => {
  expect(share).toBeGreaterThanOrEqual(0.93);
  expect(share).toBeLessThanOrEqual(0.97);
};
const list = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));

test("the 95 % interval of a pass rate at one repeat holds the truth in 93 to 97 % of 1,000 simulations", () => {
  for (const truth of [0.8, 0.55])
    between(
      coverage(truth, (random) =>
        passRateInterval(
          list(150, () => (random() < truth ? 1 : 0)),
          1,
          1,
        ),
      ),
    );
});

test(
  "the 95 % interval of a pass rate over repeats holds the truth though items differ",
  () => {
    // Item rates uniform on [0.4, 1]: the mean is 0.7. Three repeats each.
    between(
      coverage(0.7, (random, index) => {
        const items = list(80, () => {
          const rate = 0.4 + random() * 0.6;
          return list(3, () => (random() < rate ? 1 : 0)).reduce<number>((sum, pass) => sum + pass, 0) / 3;
        });
        return passRateInterval(items, 3, index);
      }),
    );
  },
  LONG_MS,
);

test(
  "the 95 % interval of a paired difference holds the truth, at one repeat and over repeats",
  () => {
    const pairOf = (random: () => number, repeats: number) => {
      const base = 0.3 + random() * 0.5;
      const share = (rate: number) =>
        list(repeats, () => (random() < rate ? 1 : 0)).reduce<number>((sum, pass) => sum + pass, 0) / repeats;
      return { candidate: share(base + 0.1), baseline: share(base) };
    };
    for (const repeats of [1, 3])
      between(
        coverage(0.1, (random, index) =>
          differenceInterval(
            list(100, () => pairOf(random, repeats)),
            repeats,
            index,
          ),
        ),
      );
  },
  LONG_MS,
);

/** A positive number with a long tail, as costs and times have: log-normal, of this median and spread. */
const longTailed = (random: () => number, median: number, spread: number) => {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(spread * normal);
};

test(
  "the 95 % interval of a mean with a long tail, and of its rise over a baseline, hold the truth",
  () => {
    const mean = 100 * Math.exp(0.3 ** 2 / 2);
    between(
      coverage(mean, (random, index) =>
        itemBootstrap(
          list(60, () => longTailed(random, 100, 0.3)),
          index,
        ),
      ),
    );
    between(
      coverage(0.1, (random, index) =>
        riseOfMean(
          list(60, () => {
            const hard = longTailed(random, 100, 0.3);
            const [ours, theirs] = [1.1 * hard, hard].map((rate) => rate * longTailed(random, 1, 0.1));
            return { candidate: [ours ?? 0], baseline: [theirs ?? 0] };
          }),
          index,
        ),
      ),
    );
  },
  LONG_MS,
);

test("the 95 % interval of a 95th percentile holds the truth at one repeat, and never too seldom over repeats", () => {
  const truth = 100 * Math.exp(0.5 * 1.6448536);
  const drawn = (random: () => number, repeats: number) =>
    quantileInterval(
      list(300, () => list(repeats, () => longTailed(random, 100, 0.5))),
      0.95,
    );
  between(coverage(truth, (random) => drawn(random, 1)));
  expect(coverage(truth, (random) => drawn(random, 3))).toBeGreaterThanOrEqual(0.95);
});

test("known values: Wilson, exact McNemar, Holm", () => {
  const { low, high } = wilson(8, 10);
  expect([low, high].map((bound) => bound.toFixed(4))).toEqual(["0.4902", "0.9433"]);
  expect(wilson(10, 10)).toMatchObject({ value: 1, high: 1 });
  expect(mcnemarExact(0, 0)).toBe(1);
  expect(mcnemarExact(10, 0)).toBeCloseTo(2 / 1_024, 10);
  expect(mcnemarExact(12, 5)).toBeCloseTo(0.1435, 4);
  expect(mcnemarExact(3_000, 2_000)).toBeLessThan(1e-40);
  expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
});

test("the same seed gives the same interval and the same order; nothing is lost in shuffling", () => {
  const values = list(40, (index) => ((index * 37) % 101) / 101);
  expect(itemBootstrap(values, 5)).toEqual(itemBootstrap(values, 5));
  expect(itemBootstrap(values, 5)).not.toEqual(itemBootstrap(values, 6));
  const order = shuffled(
    values.map((_, index) => index),
    randomFrom(1),
  );
  expect(order).toEqual(
    shuffled(
      values.map((_, index) => index),
      randomFrom(1),
    ),
  );
  expect([...order].sort((a, b) => a - b)).toEqual(values.map((_, index) => index));
});

const trial = (cell: string, item: number, pass: boolean | null): TrialResult => ({
  ...{ cell, item: `i${item}`, pass, grades: [], costMicros: 10, latencyMs: 5, tokens: null, steps: null },
});
const plan = { cells: ["a", "b"], baseline: "a", repeats: 1, thresholds: [], graders: [], seed: 1 };

test("a comparison is by item: fixed and broken are named, ungraded trials are in no rate", () => {
  const trials = list(20, (item) => [
    trial("a", item, item < 10),
    trial("b", item, item === 19 ? null : item !== 0),
  ]).flat();
  const [a, b] = analyse(plan, trials);
  expect(a).toMatchObject({ items: 20, passRate: { value: 0.5 }, against: null });
  expect(b).toMatchObject({ items: 19, ungraded: 1, against: { items: 19, broken: ["i0"], isCorrected: false } });
  expect(b?.against?.fixed).toEqual(list(9, (index) => `i${index + 10}`));
  expect(b?.against?.pValue).toBeCloseTo(mcnemarExact(9, 1), 10);
  expect(b?.against?.difference.low).toBeGreaterThan(0);
});

test("six cells are corrected by Holm, five are not", () => {
  const cells = ["a", "b", "c", "d", "e", "f"];
  const trials = cells.flatMap((cell) => list(12, (item) => trial(cell, item, cell !== "a" || item < 2)));
  const p = (count: number) => analyse({ ...plan, cells: cells.slice(0, count) }, trials)[1]?.against?.pValue ?? 0;
  expect(p(6)).toBeCloseTo(5 * p(5), 10);
});
