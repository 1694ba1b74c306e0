import { setTimeout as sleep } from "node:timers/promises";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import { systemClock } from "@/lib/platform/time/clock";
import { PROGRAM_FORMATS } from "@/lib/release/program";
import { postgresInbox } from "@/lib/runtime/journal/postgres-inbox.server";
import { postgresJournal } from "@/lib/runtime/journal/postgres-journal.server";
import { allCalls } from "@/lib/runtime/testing/all-calls";
import { findProgram } from "@/lib/runtime/worker/find-program.server";
import type { NodeExecutor } from "@/lib/runtime/worker/node-executor";
import { startWorker } from "@/lib/runtime/worker/start-worker.server";

/**
 * A worker whose calls answer at once, or after STEP_MS: what is left is the cost of durability. Its trace goes nowhere,
 * or with SPANS=postgres where production writes it.
 */
const stepMs = Number(process.env.STEP_MS ?? 0);
const answer: NodeExecutor = async ({ stepKey }) => {
  if (stepMs > 0) await sleep(stepMs);
  return { ok: true, output: stepKey, port: "out" };
};
const nowhere = {
  runChanged: () => {},
  start: () => {},
  end: () => {},
  flush: async () => ({ written: 0, rejected: 0, dropped: 0 }),
};
const isTraced = process.env.SPANS === "postgres";
if (isTraced) await ensurePartitions(Date.now());
const worker = await startWorker({
  journal: postgresJournal,
  inbox: postgresInbox,
  sink: isTraced ? createPostgresSpanSink() : nowhere,
  clock: systemClock,
  random: Math.random,
  executors: allCalls(answer),
  formats: PROGRAM_FORMATS,
  findProgram,
  chores: [],
});
process.on("SIGTERM", () => void worker.stop().then(() => process.exit(0)));
process.stdout.write("ready\n");
