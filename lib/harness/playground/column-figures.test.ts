import { expect, test } from "vitest";
import { columnFigures } from "@/lib/harness/playground/column-figures";
import type { TestRunState } from "@/lib/harness/test-runs/schema";

const run = (change: Partial<TestRunState>): TestRunState => ({
  runId: "00000000-0000-7000-8000-000000000000",
  status: "succeeded",
  output: null,
  error: null,
  inputTokens: 10,
  outputTokens: 5,
  costMicros: 3,
  simulated: false,
  startedAt: 1_000,
  endedAt: 1_100,
  ...change,
});

test("a column counts what is done, adds tokens and cost, and takes the middle time of what succeeded", () => {
  const figures = columnFigures([
    run({}),
    run({ endedAt: 1_900 }),
    run({ endedAt: 1_300 }),
    run({ status: "failed", endedAt: 90_000 }),
    run({ status: "running", endedAt: null }),
    null,
  ]);
  expect(figures).toEqual({ of: 6, done: 4, failed: 1, medianMs: 300, tokens: 75, costMicros: 15, simulated: false });
});

test("before anything is known nothing is counted", () => {
  expect(columnFigures([null])).toMatchObject({ of: 1, done: 0, medianMs: null, tokens: 0 });
});
