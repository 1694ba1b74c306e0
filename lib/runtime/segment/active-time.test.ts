import { expect, test } from "vitest";
import { DEFAULT_LIMITS } from "@/lib/release/program";
import type { StepPolicy } from "@/lib/release/step-policy";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { segmentWorld } from "@/lib/runtime/testing/segment-world";

const http = { method: "GET", url: "http://example.test", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };
const retry = {
  maxAttempts: 3,
  backoff: "fixed" as const,
  baseMs: 1,
  maxMs: 1,
  jitter: false,
  on: ["unavailable" as const, "timeout" as const],
};

const program = (maxActiveMs: number, policy: Partial<StepPolicy> = {}) =>
  testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "long", kind: "http", config: http, policy: { retry, ...policy } },
      { key: "done", kind: "end" },
      { key: "rescued", kind: "end" },
    ],
    ["start > long", "long > done", "long.error > rescued"],
    { limits: { ...DEFAULT_LIMITS, maxActiveMs } },
  );

/** A call that would take for ever; `aborted` counts how often it was told to stop. */
function endless(of: ReturnType<typeof program>) {
  const calls = { begun: 0, aborted: 0 };
  const world = segmentWorld(of, ({ signal }) => {
    calls.begun += 1;
    signal.addEventListener("abort", () => {
      calls.aborted += 1;
    });
    return new Promise(() => {});
  });
  return { world, calls };
}

test("a call under way ends with the active time of its run, which fails by its limit and is not tried again", async () => {
  const { world, calls } = endless(program(80));
  const before = Date.now();
  expect(await world.pool().execute(world.run)).toBe("finished");
  expect(Date.now() - before).toBeLessThan(3_000);
  expect(calls).toEqual({ begun: 1, aborted: 1 });
  const failed = world.memory.progressOf(world.run.runId);
  expect(failed).toMatchObject({ status: "failed", failure: { class: "budget_exceeded" } });
  expect(failed?.failure?.nodeKey).toBeUndefined();
  const attempt = world.spans.find(({ stepKey, status }) => stepKey === "long" && status === "cancelled");
  expect(attempt?.error).toMatchObject({ class: "budget_exceeded" });
});

test("the timeout of a step is told apart from it: it is the step's failure, tried again, and takes the error port", async () => {
  const { world, calls } = endless(program(60_000, { timeoutMs: 30, onError: "port" }));
  expect(await world.pool().execute(world.run)).toBe("finished");
  expect(calls.begun).toBe(3);
  const errors = world.spans.flatMap(({ stepKey, error }) => (stepKey === "long" && error ? [error.class] : []));
  expect(errors).toEqual(["tool_timeout", "tool_timeout", "tool_timeout"]);
  expect(world.memory.progressOf(world.run.runId)?.status).toBe("succeeded");
});
