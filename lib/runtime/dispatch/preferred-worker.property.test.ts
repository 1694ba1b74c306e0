import fc from "fast-check";
import { expect, test } from "vitest";
import { preferredWorker } from "@/lib/runtime/dispatch/preferred-worker";

const workers = fc.uniqueArray(fc.uuid(), { minLength: 2, maxLength: 12 });

test("a worker that goes moves only its own runs, in whatever order the workers are known", () => {
  fc.assert(
    fc.property(workers, fc.array(fc.uuid(), { minLength: 1, maxLength: 40 }), (all, runs) => {
      const [gone, ...left] = all;
      for (const run of runs) {
        const before = preferredWorker(run, all);
        expect(preferredWorker(run, [...all].reverse())).toBe(before);
        if (before !== gone) expect(preferredWorker(run, left)).toBe(before);
      }
    }),
  );
});

test("runs are shared out evenly", () => {
  const all = ["a", "b", "c", "d"];
  const counts = new Map<string | null, number>();
  for (let run = 0; run < 4_000; run += 1) {
    const worker = preferredWorker(`run-${run}`, all);
    counts.set(worker, (counts.get(worker) ?? 0) + 1);
  }
  for (const worker of all) expect(counts.get(worker)).toBeGreaterThan(850);
});
