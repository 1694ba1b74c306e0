import { expect, test } from "vitest";
import type { Json } from "@/lib/release/json-schema";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { segmentWorld } from "@/lib/runtime/testing/segment-world";

const MINUTE_MS = 60_000;
const http = { method: "GET", url: "http://example.test", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };

/** A clock that the test moves. */
function handClock() {
  let now = 1_800_000_000_000;
  const forward = (ms: number) => {
    now += ms;
  };
  return { now: () => now, forward };
}

const waiting = (config: Record<string, Json>, more: Parameters<typeof testProgram>[2] = {}) =>
  testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "before", kind: "http", config: http },
      { key: "pause", kind: "wait", config },
      { key: "after", kind: "http", config: http },
      { key: "done", kind: "end", in: { paused: { cel: "steps.pause.output" }, last: { cel: "steps.after.output" } } },
      { key: "late", kind: "end", in: { late: { lit: true } } },
    ],
    ["start > before", "before > pause", "pause > after", "after > done", "pause.timeout > late"],
    more,
  );

test("a run that waits for a time is parked, holds no worker, and goes on when the time has come", async () => {
  const clock = handClock();
  const calls: string[] = [];
  const program = waiting({ mode: "duration", durationMs: 30 * MINUTE_MS });
  const world = segmentWorld(program, async ({ node }) => calls.push(node.key), { clock });
  const pool = world.pool();
  await pool.execute(world.run);
  expect(world.memory.progressOf(world.run.runId)).toMatchObject({
    status: "parked",
    park: { reason: "timer", wakeAt: clock.now() + 30 * MINUTE_MS },
  });
  expect([pool.size, calls]).toEqual([0, ["before"]]);
  await world.pool().execute(world.run);
  expect(world.memory.statusOf(world.run.runId)).toBe("parked");
  clock.forward(30 * MINUTE_MS);
  await world.pool().execute(world.run);
  expect(world.memory.progressOf(world.run.runId)).toMatchObject({ status: "succeeded", output: { last: 2 } });
  expect(calls).toEqual(["before", "after"]);
  expect(world.statuses).toEqual(["running", "parked timer", "running", "succeeded"]);
  const span = world.spans.find(({ stepKey }) => stepKey === "pause");
  expect(span).toMatchObject({ kind: "wait", status: "ok", attributes: { wait: { for: "timer" }, port: "out" } });
  expect((span?.endedAt ?? 0) - (span?.startedAt ?? 0)).toBe(30 * MINUTE_MS);
});

test("a short wait keeps its worker", async () => {
  const world = segmentWorld(waiting({ mode: "duration", durationMs: 30 }), async () => 1);
  await world.pool().execute(world.run);
  expect(world.statuses).toEqual(["running", "succeeded"]);
});

test("a signal wakes a parked run with its payload; one that came before its step waits is kept for it", async () => {
  const program = waiting({ mode: "signal", signal: "paid", durationMs: MINUTE_MS });
  for (const isEarly of [true, false]) {
    const world = segmentWorld(program, async () => 1);
    const { runId } = world.run;
    const signals = [{ name: "paid", key: "1", by: "user:mara", payload: { amount: 5 } }];
    if (isEarly) world.memory.bring(runId, { signals });
    await world.pool().execute(world.run);
    if (!isEarly) {
      expect(world.memory.progressOf(runId)?.park?.reason).toBe("signal");
      world.memory.bring(runId, { signals: [{ name: "other", key: "1", by: "user:mara", payload: null }, ...signals] });
      await world.pool().execute(world.run);
    }
    expect(world.memory.progressOf(runId)).toMatchObject({
      status: "succeeded",
      output: { paused: { by: "user:mara", payload: { amount: 5 } } },
    });
  }
});

test("a signal that does not come in time leads out at the timeout", async () => {
  const clock = handClock();
  const program = waiting({ mode: "signal", signal: "paid", durationMs: MINUTE_MS });
  const world = segmentWorld(program, async () => 1, { clock });
  await world.pool().execute(world.run);
  clock.forward(MINUTE_MS);
  await world.pool().execute(world.run);
  expect(world.memory.progressOf(world.run.runId)).toMatchObject({ status: "succeeded", output: { late: true } });
});

test("each of two steps that wait for the same signal takes one of its own", async () => {
  const wait = { mode: "signal", signal: "vote", durationMs: MINUTE_MS };
  const program = testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "a", kind: "wait", config: wait },
      { key: "b", kind: "wait", config: wait },
      { key: "both", kind: "join" },
      { key: "done", kind: "end", in: { votes: { cel: "[steps.a.output.payload, steps.b.output.payload]" } } },
    ],
    ["start > a", "start > b", "a > both", "b > both", "both > done"],
  );
  const world = segmentWorld(program, async () => 1);
  const vote = (key: string) => ({ signals: [{ name: "vote", key, by: "user:mara", payload: key }] });
  await world.pool().execute(world.run);
  world.memory.bring(world.run.runId, vote("first"));
  await world.pool().execute(world.run);
  expect(world.memory.statusOf(world.run.runId)).toBe("parked");
  world.memory.bring(world.run.runId, vote("second"));
  await world.pool().execute(world.run);
  expect(world.memory.progressOf(world.run.runId)?.output).toEqual({ votes: ["first", "second"] });
});

test("a retry later than two seconds parks the run, and the attempt is not counted twice", async () => {
  const clock = handClock();
  let calls = 0;
  const retry = { maxAttempts: 2, backoff: "fixed", baseMs: 10_000, maxMs: 10_000, jitter: false, on: ["unavailable"] };
  const program = testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "call", kind: "http", config: http, policy: { retry: retry as never } },
      { key: "done", kind: "end" },
    ],
    ["start > call", "call > done"],
  );
  const world = segmentWorld(
    program,
    async () => {
      calls += 1;
      if (calls === 1) throw new Error("down");
      return 1;
    },
    { clock },
  );
  await world.pool().execute(world.run);
  expect(world.memory.progressOf(world.run.runId)?.park).toMatchObject({
    reason: "retry",
    wakeAt: clock.now() + 10_000,
  });
  clock.forward(10_000);
  await world.pool().execute(world.run);
  expect(world.memory.progressOf(world.run.runId)).toMatchObject({ status: "succeeded", usage: { attempts: 4 } });
  expect(world.spans.filter(({ stepKey }) => stepKey === "call").map(({ attempt }) => attempt)).toEqual([1, 2]);
});

test("a run does not park while another branch works", async () => {
  const program = testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "pause", kind: "wait", config: { mode: "signal", signal: "go", durationMs: MINUTE_MS } },
      { key: "work", kind: "http", config: http },
      { key: "first", kind: "join", config: { mode: "any", late: "cancel" } },
      { key: "done", kind: "end", in: { by: { cel: "steps.first.output.arrived" } } },
    ],
    ["start > pause", "start > work", "pause > first", "work > first", "first > done"],
  );
  const world = segmentWorld(program, async () => 1);
  await world.pool().execute(world.run);
  expect(world.memory.progressOf(world.run.runId)).toMatchObject({ status: "succeeded", output: { by: ["work"] } });
  expect(world.spans.find(({ stepKey }) => stepKey === "pause")?.status).toBe("cancelled");
});

test("the time in which a run was parked is no active time", async () => {
  const clock = handClock();
  const limits = { maxSteps: 50, maxActiveMs: MINUTE_MS, maxCostUsd: 1, maxTokens: 100, maxDepth: 5, maxParallel: 5 };
  const program = waiting({ mode: "duration", durationMs: 60 * MINUTE_MS }, { limits });
  const world = segmentWorld(program, async () => 1, { clock });
  await world.pool().execute(world.run);
  clock.forward(60 * MINUTE_MS);
  await world.pool().execute(world.run);
  expect(world.memory.progressOf(world.run.runId)?.status).toBe("succeeded");
});

test("cancelling a parked run ends it", async () => {
  const world = segmentWorld(waiting({ mode: "duration", durationMs: MINUTE_MS }), async () => 1);
  await world.pool().execute(world.run);
  world.memory.requestCancel(world.run.runId);
  world.memory.wake(world.run.runId);
  await world.pool().execute(world.run);
  expect(world.memory.progressOf(world.run.runId)?.status).toBe("cancelled");
  expect(world.spans.find(({ stepKey }) => stepKey === "pause")?.status).toBe("cancelled");
});

test("an approval, a sub-run and a person's decision each wake what waits for them", async () => {
  const approval = { for: "approval" as const, approvalId: "a1", until: Date.now() + MINUTE_MS };
  const program = testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "ask", kind: "http", config: http },
      { key: "child", kind: "http", config: http },
      { key: "done", kind: "end", in: { child: { cel: "steps.child.output" } } },
    ],
    ["start > ask", "ask.approved > child", "child > done"],
  );
  const world = segmentWorld(program, async ({ node }) =>
    node.key === "ask" ? { ok: true, wait: approval } : { ok: true, wait: { for: "subflow", runId: "r2" } },
  );
  const { runId } = world.run;
  await world.pool().execute(world.run);
  expect(world.memory.progressOf(runId)?.park?.reason).toBe("approval");
  world.memory.bring(runId, {
    approvals: [{ id: "a1", decision: "approved", by: "user:mara", form: null, comment: null }],
  });
  await world.pool().execute(world.run);
  expect(world.memory.progressOf(runId)?.park).toMatchObject({ reason: "subflow", wakeAt: null });
  const usage = { inputTokens: 3, outputTokens: 4, costMicros: 5, simulated: true };
  world.memory.bring(runId, {
    subRuns: [{ runId: "r2", status: "succeeded", output: { x: 1 }, failure: null, taint: ["untrustedInput"], usage }],
  });
  await world.pool().execute(world.run);
  expect(world.memory.progressOf(runId)).toMatchObject({
    status: "succeeded",
    output: { child: { x: 1 } },
    taint: ["untrustedInput"],
    simulated: true,
    usage: { inputTokens: 0 },
  });
});
