import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "@/lib/platform/time/clock";
import { PROGRAM_FORMATS } from "@/lib/release/program";
import type { Journal } from "@/lib/runtime/journal/journal";
import { postgresInbox } from "@/lib/runtime/journal/postgres-inbox.server";
import { postgresJournal } from "@/lib/runtime/journal/postgres-journal.server";
import { createSubflowExecutor } from "@/lib/runtime/nodes/subflow-executor.server";
import { startSubRun } from "@/lib/runtime/sub-runs/mutations.server";
import { allCalls } from "@/lib/runtime/testing/all-calls";
import { findProgram } from "@/lib/runtime/worker/find-program.server";
import type { NodeExecutor } from "@/lib/runtime/worker/node-executor";
import { startWorker } from "@/lib/runtime/worker/start-worker.server";

/**
 * A real worker process for tests: every call writes `<pid> <time> <run> start|end <step key>` to the file that EFFECTS_FILE names and takes
 * EFFECT_MS; a subflow starts its sub-run. With STAND_STILL_AFTER it stops itself (SIGSTOP) in the moment in which the journal has accepted the result of
 * that step, before anything follows from it. FORMATS: the formats of programs that it knows, when they are not today's. Everything else is what production runs.
 */
const file = process.env.EFFECTS_FILE ?? "";
const executor: NodeExecutor = async ({ stepKey, run }) => {
  const note = (what: string) => appendFileSync(file, `${process.pid} ${Date.now()} ${run.runId} ${what} ${stepKey}\n`);
  note("start");
  await sleep(Number(process.env.EFFECT_MS ?? 100));
  note("end");
  return { ok: true, output: stepKey, port: "out" };
};

/** The last step that succeeded in a write is named by its output: a call answers with its step key. */
const journal: Journal = {
  ...postgresJournal,
  async append(run, epoch, firstSeq, events, progress) {
    const isHeld = await postgresJournal.append(run, epoch, firstSeq, events, progress);
    const outputs = events.map((event) => (event.kind === "step-succeeded" ? event.output : null));
    const lastStep = process.env.STAND_STILL_AFTER;
    if (lastStep && outputs.includes(lastStep)) process.kill(process.pid, "SIGSTOP");
    return isHeld;
  },
};

const worker = await startWorker({
  journal,
  inbox: postgresInbox,
  sink: {
    runChanged: () => {},
    start: () => {},
    end: () => {},
    flush: async () => ({ written: 0, rejected: 0, dropped: 0 }),
  },
  clock: systemClock,
  random: Math.random,
  executors: { ...allCalls(executor), subflow: createSubflowExecutor({ startSubRun }) },
  formats: process.env.FORMATS ? process.env.FORMATS.split(",") : PROGRAM_FORMATS,
  findProgram,
  chores: [],
});
process.on("SIGTERM", () => void worker.stop().then(() => process.exit(0)));
process.stdout.write("ready\n");
