import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { SpanEnd, SpanSink } from "@/lib/observability/spans/span-sink";
import { systemClock } from "@/lib/platform/time/clock";
import type { Json } from "@/lib/release/json-schema";
import type { Program } from "@/lib/release/program";
import { PROGRAM_FORMATS } from "@/lib/release/program";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { memoryJournal } from "@/lib/runtime/journal/memory-journal";
import { failure } from "@/lib/runtime/segment/failure-of.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { allCalls } from "@/lib/runtime/testing/all-calls";
import { queuedRun } from "@/lib/runtime/testing/queued-run";
import type { NodeExecutor, StepContext } from "@/lib/runtime/worker/node-executor";

const http = { method: "GET", url: "http://example.test", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };
const quick = {
  maxAttempts: 3,
  backoff: "fixed" as const,
  baseMs: 1,
  maxMs: 1,
  jitter: false,
  on: ["unavailable" as const],
};

function chain(length: number): Program {
  const steps = Array.from({ length }, (_, index) => `s${index}`);
  return testProgram(
    [
      { key: "start", kind: "trigger.api" },
      ...steps.map((key) => ({ key, kind: "http" as const, config: http, policy: { retry: quick } })),
      { key: "done", kind: "end", in: { last: { cel: `steps.s${length - 1}.output` } } },
    ],
    ["start > s0", ...steps.slice(1).map((key, index) => `s${index} > ${key}`), `s${length - 1} > done`],
  );
}

/** A pool of one worker over a memory journal; every call kind is `perform`. */
function world(program: Program, perform: (context: StepContext) => Promise<Json>) {
  const memory = memoryJournal();
  const spans: SpanEnd[] = [];
  const statuses: string[] = [];
  const sink: SpanSink = {
    runChanged: (run) => void statuses.push(run.status),
    start: () => {},
    end: (span) => void spans.push(span),
    flush: async () => ({ written: 0, rejected: 0, dropped: 0 }),
  };
  const step: NodeExecutor = async (context) => {
    try {
      return { ok: true, output: await perform(context), port: "out" };
    } catch (error) {
      return { ok: false, failure: { ...failure("tool_error", String(error), context.node.key), transient: true } };
    }
  };
  const pool = () =>
    new SegmentPool({
      journal: memory.journal,
      inbox: memory.inbox,
      sink,
      clock: systemClock,
      random: () => 0.5,
      workerId: randomUUID(),
      formats: PROGRAM_FORMATS,
      executors: allCalls(step),
      findProgram: async () => program,
    });
  const run = queuedRun(randomUUID(), { items: [1, 2, 3, 4, 5] });
  memory.put(run);
  return { memory, pool, run, spans, statuses };
}

test("a chain runs to its end and every step has one span", async () => {
  const { memory, pool, run, spans, statuses } = world(chain(10), async ({ node }) => node.key);
  await pool().execute(run);
  expect(memory.progressOf(run.runId)).toMatchObject({ status: "succeeded", output: { last: "s9" } });
  expect(spans.map((span) => span.stepKey)).toHaveLength(12);
  expect(new Set(spans.map((span) => span.spanId)).size).toBe(12);
  expect(statuses).toEqual(["running", "succeeded"]);
});

test("parallel branches run in parallel: a fan-out of twenty calls has twenty in flight", async () => {
  const keys = Array.from({ length: 20 }, (_, index) => `f${index}`);
  const program = testProgram(
    [
      { key: "start", kind: "trigger.api" },
      ...keys.map((key) => ({ key, kind: "http" as const, config: http })),
      { key: "all", kind: "join" },
      { key: "done", kind: "end" },
    ],
    [...keys.flatMap((key) => [`start > ${key}`, `${key} > all`]), "all > done"],
    { limits: { maxSteps: 500, maxActiveMs: 60_000, maxCostUsd: 1, maxTokens: 1_000, maxDepth: 5, maxParallel: 20 } },
  );
  let inFlight = 0;
  let most = 0;
  const { memory, pool, run } = world(program, async () => {
    most = Math.max(most, ++inFlight);
    await sleep(30);
    inFlight -= 1;
    return null;
  });
  await pool().execute(run);
  expect([memory.progressOf(run.runId)?.status, most]).toEqual(["succeeded", 20]);
});

test("a failed attempt is repeated, and each attempt is a span; only the last one is final", async () => {
  let calls = 0;
  const { memory, pool, run, spans } = world(chain(1), async () => {
    calls += 1;
    if (calls < 3) throw new Error("down");
    return "up";
  });
  await pool().execute(run);
  expect(memory.progressOf(run.runId)?.status).toBe("succeeded");
  const attempts = spans.filter((span) => span.kind === "http");
  expect(attempts.map((span) => [span.attempt, span.status, span.final])).toEqual([
    [1, "error", false],
    [2, "error", false],
    [3, "ok", true],
  ]);
});

test("cancelling ends the run within a second and aborts what is under way", async () => {
  let aborted = false;
  const { memory, pool, run, spans } = world(chain(2), async ({ signal }) => {
    await sleep(30_000, undefined, { signal }).catch(() => {
      aborted = true;
    });
    return null;
  });
  const worker = pool();
  const done = worker.execute(run);
  await sleep(50);
  const before = Date.now();
  worker.cancel(run.runId);
  await done;
  expect(Date.now() - before).toBeLessThan(1_000);
  expect(memory.progressOf(run.runId)?.status).toBe("cancelled");
  await sleep(0);
  expect(aborted).toBe(true);
  expect(spans.find((span) => span.kind === "http")?.status).toBe("cancelled");
});

test("a run that was given back goes on elsewhere, and no finished step runs again", async () => {
  const calls: string[] = [];
  const { memory, pool, run } = world(chain(6), async ({ node }) => {
    calls.push(node.key);
    await sleep(10);
    return node.key;
  });
  const first = pool();
  const done = first.execute(run);
  await sleep(25);
  await first.drain();
  await done;
  expect(memory.progressOf(run.runId)?.status).toBe("running");
  await pool().execute(run);
  expect(memory.progressOf(run.runId)?.status).toBe("succeeded");
  expect(calls).toEqual(["s0", "s1", "s2", "s3", "s4", "s5"]);
});

test("a worker that lost its lease stops and writes nothing more", async () => {
  const { memory, pool, run } = world(chain(3), async () => {
    await sleep(40);
    return "x";
  });
  const zombie = pool().execute(run);
  await sleep(10);
  memory.expireLease(run.runId);
  await pool().execute(run);
  await zombie;
  const { events } = await memory.journal.read(run);
  expect(events.filter((event) => event.kind === "step-succeeded")).toHaveLength(5);
  expect(memory.progressOf(run.runId)?.status).toBe("succeeded");
});

test("a finished call inside a step is never made again", async () => {
  let first = 0;
  let second = 0;
  const { memory, pool, run } = world(chain(1), async ({ call }) => {
    await call("model:0", async () => ({
      value: ++first,
      usage: { inputTokens: 5, outputTokens: 2, costMicros: 3, simulated: true },
    }));
    const answer = await call("model:1", async () => {
      second += 1;
      if (second < 3) throw new Error("down");
      return { value: "done" };
    });
    return answer;
  });
  await pool().execute(run);
  expect([first, second]).toEqual([1, 3]);
  expect(memory.progressOf(run.runId)).toMatchObject({
    output: { last: "done" },
    usage: { inputTokens: 5 },
    simulated: true,
  });
});

test("a map runs its body for each item and shows the span of the map around them", async () => {
  const program = testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "each", kind: "map", in: { items: { cel: "input.items" } } },
      { key: "work", kind: "http", parent: "each", config: http },
      { key: "done", kind: "end", in: { all: { cel: "steps.each.output" } } },
    ],
    ["start > each", "each.body > work", "work > each.collect", "each > done"],
  );
  const { memory, pool, run, spans } = world(program, async ({ scope }) => Number(scope.item) * 2);
  await pool().execute(run);
  expect(memory.progressOf(run.runId)?.output).toEqual({ all: [2, 4, 6, 8, 10] });
  const map = spans.find((span) => span.kind === "map");
  expect(spans.filter((span) => span.parentSpanId === map?.spanId)).toHaveLength(5);
});

test("a program that goes on for ever ends at its limit of steps", async () => {
  const limits = { maxSteps: 3, maxActiveMs: 60_000, maxCostUsd: 1, maxTokens: 1_000, maxDepth: 5, maxParallel: 5 };
  const { memory, pool, run } = world({ ...chain(8), limits }, async () => null);
  await pool().execute(run);
  expect(memory.progressOf(run.runId)).toMatchObject({ status: "failed", failure: { class: "budget_exceeded" } });
});
