import { expect, test } from "vitest";
import { DEFAULT_LIMITS } from "@/lib/release/program";
import { createSubflowExecutor } from "@/lib/runtime/nodes/subflow-executor.server";
import type { SubRun } from "@/lib/runtime/sub-runs/sub-run";
import { fakeStep } from "@/lib/runtime/testing/fake-step";

const config = { harness: "child", release: 1, releaseId: "00000000-0000-7000-8000-000000000009" };

function started() {
  const asked: SubRun[] = [];
  const execute = createSubflowExecutor({
    startSubRun: async (subRun) => {
      asked.push(subRun);
      return { kind: "started", runId: "00000000-0000-7000-8000-000000000008" };
    },
  });
  return { asked, execute };
}

test("a sub-run gets what is left of its parent's limits, and its taint", async () => {
  const { asked, execute } = started();
  const step = fakeStep({
    kind: "subflow",
    config,
    run: { limits: { ...DEFAULT_LIMITS, maxTokens: 1_000, maxCostUsd: 0.5 } },
  });
  step.taint.untrustedInput = true;
  const usage = {
    ...step.attempt(1).usage,
    inputTokens: 300,
    outputTokens: 100,
    subRunTokens: 50,
    costMicros: 200_000,
  };
  const result = await execute({ ...step.attempt(1), usage });
  expect(result).toMatchObject({ ok: true, wait: { for: "subflow", until: 1_700_000_010_000 } });
  expect(asked).toMatchObject([{ taint: ["untrustedInput"], limits: { maxTokens: 550, maxCostUsd: 0.3 } }]);
});

test("the release says how deep sub-runs may go: one that allows eight levels starts the eighth and not the ninth", async () => {
  const { asked, execute } = started();
  const at = (depth: number) => {
    const step = fakeStep({ kind: "subflow", config });
    const program = { ...step.attempt(1).run.program, limits: { ...DEFAULT_LIMITS, maxDepth: 8 } };
    return fakeStep({ kind: "subflow", config, run: { depth, program } }).attempt(1);
  };
  expect(await execute(at(7))).toMatchObject({ ok: true });
  expect(await execute(at(8))).toMatchObject({ ok: false, failure: { class: "budget_exceeded" } });
  expect(asked).toHaveLength(1);
});

test("nothing is started below the fifth level by default, or when nothing of the limits is left", async () => {
  const { asked, execute } = started();
  const deep = fakeStep({ kind: "subflow", config, run: { depth: 5 } });
  expect(await execute(deep.attempt(1))).toMatchObject({ ok: false, failure: { class: "budget_exceeded" } });
  const poor = fakeStep({
    kind: "subflow",
    config,
    run: { limits: { ...DEFAULT_LIMITS, maxTokens: 0, maxCostUsd: 1 } },
  });
  expect(await execute(poor.attempt(1))).toMatchObject({ ok: false, failure: { class: "budget_exceeded" } });
  expect(asked).toEqual([]);
});
