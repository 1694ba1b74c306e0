import { randomUUID } from "node:crypto";
import type { SpanEnd, SpanSink } from "@/lib/observability/spans/span-sink";
import { type Clock, systemClock } from "@/lib/platform/time/clock";
import type { Json } from "@/lib/release/json-schema";
import { PROGRAM_FORMATS, type Program } from "@/lib/release/program";
import { memoryJournal } from "@/lib/runtime/journal/memory-journal";
import { failure } from "@/lib/runtime/segment/failure-of.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { allCalls } from "@/lib/runtime/testing/all-calls";
import { queuedRun } from "@/lib/runtime/testing/queued-run";
import type { NodeExecutor, StepContext, StepResult } from "@/lib/runtime/worker/node-executor";

type World = { input?: Json; clock?: Clock };
type Perform = (context: StepContext) => Promise<Json | StepResult>;

const isResult = (value: Json | StepResult): value is StepResult =>
  typeof value === "object" && value !== null && "ok" in value && typeof value.ok === "boolean";

/** A pool of one worker over a journal in memory; every call kind is `perform`, which gives an output or a whole result. */
export function segmentWorld(program: Program, perform: Perform, { input = {}, clock = systemClock }: World = {}) {
  const memory = memoryJournal(clock);
  const spans: SpanEnd[] = [];
  const statuses: string[] = [];
  const sink: SpanSink = {
    runChanged: (run) => void statuses.push(run.parkedReason ? `${run.status} ${run.parkedReason}` : run.status),
    start: () => {},
    end: (span) => void spans.push(span),
    flush: async () => ({ written: 0, rejected: 0, dropped: 0 }),
  };
  const executor: NodeExecutor = async (context) => {
    try {
      const done = await perform(context);
      return isResult(done) ? done : { ok: true, output: done, port: "out" };
    } catch (error) {
      return { ok: false, failure: { ...failure("tool_error", String(error), context.node.key), transient: true } };
    }
  };
  const { journal, inbox } = memory;
  const pool = () =>
    new SegmentPool({
      journal,
      inbox,
      sink,
      clock,
      random: () => 0.5,
      workerId: randomUUID(),
      formats: PROGRAM_FORMATS,
      executors: allCalls(executor),
      findProgram: async () => program,
    });
  const run = queuedRun(randomUUID(), input);
  memory.put(run);
  return { memory, pool, run, spans, statuses };
}
