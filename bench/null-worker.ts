import { systemClock } from "@/lib/platform/time/clock";
import { PROGRAM_FORMATS } from "@/lib/release/program";
import { postgresJournal } from "@/lib/runtime/journal/postgres-journal.server";
import { findProgram } from "@/lib/runtime/worker/find-program.server";
import type { NodeExecutor } from "@/lib/runtime/worker/node-executor";
import { startWorker } from "@/lib/runtime/worker/start-worker.server";

/** A worker whose calls answer at once and whose trace goes nowhere: what is left is the cost of durability. */
const answer: NodeExecutor = async ({ stepKey }) => ({ ok: true, output: stepKey, port: "out" });
const worker = await startWorker({
  journal: postgresJournal,
  sink: {
    runChanged: () => {},
    start: () => {},
    end: () => {},
    flush: async () => ({ written: 0, rejected: 0, dropped: 0 }),
  },
  clock: systemClock,
  random: Math.random,
  executors: { llm: answer, agent: answer, classify: answer, tool: answer, http: answer, code: answer },
  formats: PROGRAM_FORMATS,
  findProgram,
  chores: [],
});
process.on("SIGTERM", () => void worker.stop().then(() => process.exit(0)));
process.stdout.write("ready\n");
