import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { memorySpanSink } from "@/lib/observability/spans/memory-span-sink";
import { PROGRAM_FORMATS } from "@/lib/release/program";
import { programGraph } from "@/lib/runtime/interpreter/program-graph";
import { testNodeId, testProgram } from "@/lib/runtime/interpreter/test-programs";
import { memoryJournal } from "@/lib/runtime/journal/memory-journal";
import { failure } from "@/lib/runtime/segment/failure-of.server";
import { Lease } from "@/lib/runtime/segment/lease.server";
import { RunLedger } from "@/lib/runtime/segment/run-ledger.server";
import { allCalls } from "@/lib/runtime/testing/all-calls";
import { queuedRun } from "@/lib/runtime/testing/queued-run";

const program = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    { key: "reply", kind: "llm", config: { slot: "main", prompt: { system: "", user: "hi" } } },
    { key: "done", kind: "end" },
  ],
  ["start > reply", "reply > done"],
);

async function startedLedger() {
  const clock = { now: () => 1_800_000_000_000 };
  const memory = memoryJournal(clock);
  const { journal, inbox } = memory;
  const run = queuedRun(randomUUID(), {});
  memory.put(run);
  const claim = await journal.claim(run, { workerId: "w1", nowMs: clock.now(), formats: PROGRAM_FORMATS });
  if (claim.kind !== "claimed") throw new Error("The run was not claimed.");
  const deps = {
    ...{
      journal,
      inbox,
      sink: memorySpanSink().sink,
      clock,
      random: () => 0,
      workerId: "w1",
      formats: PROGRAM_FORMATS,
    },
    executors: allCalls(async () => ({ ok: true, output: null, port: "out" })),
    findProgram: async () => program,
  };
  const ledger = new RunLedger(deps, claim.run, programGraph(program), [], 0, new Lease());
  const start = ledger.startEvent(clock.now());
  ledger.apply(start ? [start] : []);
  return { ledger, now: clock.now() };
}

test("a timer that fires twice ends its wait once, and not the attempt or the wait that came after it", async () => {
  const { ledger, now } = await startedLedger();
  const place = { nodeId: testNodeId("reply"), path: "" };
  const waits = (at: number, until: number) => ({
    ...{ kind: "step-waiting" as const, at, ...place },
    wait: { for: "budget" as const, failure: failure("budget_exceeded", "No room."), until },
  });
  const fired = (at: number) => ({ kind: "timer-fired" as const, at, ...place });
  expect(ledger.apply([waits(now, now + 10)])).toEqual(["reply"]);
  expect(ledger.apply([fired(now + 10)])).toEqual(["reply"]);
  expect(ledger.apply([fired(now + 10)])).toEqual([]);
  expect(ledger.work().steps).toMatchObject([{ stepKey: "reply", attempt: 2 }]);
  ledger.apply([waits(now + 11, now + 60_000)]);
  expect(ledger.apply([fired(now + 11)])).toEqual([]);
  expect(ledger.work().waits).toMatchObject([{ stepKey: "reply", wait: { until: now + 60_000 } }]);
});
