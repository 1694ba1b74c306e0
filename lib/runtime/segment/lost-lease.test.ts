import { afterEach, expect, test, vi } from "vitest";
import type { SpanSink } from "@/lib/observability/spans/span-sink";
import { systemClock } from "@/lib/platform/time/clock";
import { PROGRAM_FORMATS } from "@/lib/release/program";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { type Journal, LEASE_MS } from "@/lib/runtime/journal/journal";
import { memoryJournal } from "@/lib/runtime/journal/memory-journal";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { allCalls } from "@/lib/runtime/testing/all-calls";
import { queuedRun } from "@/lib/runtime/testing/queued-run";
import { LostLease } from "@/lib/runtime/worker/lost-lease";

const RUN = "00000000-0000-7000-8000-000000000007";
const program = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    { key: "call", kind: "agent" },
    { key: "done", kind: "end" },
  ],
  ["start > call", "call > done"],
);

afterEach(() => vi.restoreAllMocks());

/** A worker whose journal answers as `change` says; `began` counts the calls of its steps. */
function worldWith(change: (journal: Journal) => Partial<Journal>, seen: Partial<SpanSink> = {}, prepare = () => {}) {
  const memory = memoryJournal(systemClock);
  const run = queuedRun(RUN, {});
  memory.put(run);
  const began: string[] = [];
  const pool = new SegmentPool({
    journal: { ...memory.journal, ...change(memory.journal) },
    inbox: memory.inbox,
    sink: {
      runChanged: () => {},
      start: () => {},
      end: () => {},
      flush: async () => ({ written: 0, rejected: 0, dropped: 0 }),
      ...seen,
    },
    clock: systemClock,
    random: () => 0.5,
    workerId: "worker",
    formats: PROGRAM_FORMATS,
    executors: allCalls(async ({ stepKey, holds }) => {
      prepare();
      if (!(await holds())) throw new LostLease();
      began.push(stepKey);
      return { ok: true, output: null, port: "out" };
    }),
    findProgram: async () => program,
  });
  return { pool, run, began };
}

test("a segment that is fenced at its first write ends, and its slot is free again", async () => {
  const { pool, run, began } = worldWith(() => ({ append: async () => false }));
  expect(await pool.execute(run)).toBe("fenced");
  expect([pool.size, began]).toEqual([0, []]);
});

test("a segment that loses the database at its first write fails, and its slot is free again", async () => {
  const lost = new Error("the connection is gone");
  const { pool, run, began } = worldWith(() => ({ append: () => Promise.reject(lost) }));
  await expect(pool.execute(run)).rejects.toThrow(lost);
  expect([pool.size, began]).toEqual([0, []]);
});

test("a worker that stood still while it prepared a call, and lost the run meanwhile, does not make the call", async () => {
  const { pool, run, began } = worldWith(() => ({ renew: async () => null }), {
    start: () => void standStill(),
  });
  expect(await pool.execute(run)).toBe("fenced");
  expect([pool.size, began]).toEqual([0, []]);
});

const standStill = () => vi.spyOn(performance, "now").mockReturnValue(performance.now() + LEASE_MS);

test("a worker that stood still inside a step, and lost the run meanwhile, does not make the call", async () => {
  const { pool, run, began } = worldWith(() => ({ renew: async () => null }), {}, standStill);
  expect(await pool.execute(run)).toBe("fenced");
  expect([pool.size, began]).toEqual([0, []]);
});

test("a worker that stood still and cannot ask whose the run is leaves it, and fails no step", async () => {
  const lost = new Error("the connection is gone");
  const written: string[] = [];
  const { pool, run, began } = worldWith(
    (journal) => ({
      renew: () => Promise.reject(lost),
      append: (of, epoch, seq, events, progress) => {
        written.push(...events.map(({ kind }) => kind));
        return journal.append(of, epoch, seq, events, progress);
      },
    }),
    {},
    standStill,
  );
  await expect(pool.execute(run)).rejects.toThrow(lost);
  expect([began, written.includes("step-failed")]).toEqual([[], false]);
});
