import { randomUUID } from "node:crypto";
import { describe } from "vitest";
import { journalContract } from "@/lib/runtime/journal/journal.contract";
import { memoryJournal } from "@/lib/runtime/journal/memory-journal";
import { queuedRun } from "@/lib/runtime/testing/queued-run";

describe("the memory journal", () => {
  journalContract(async () => {
    const memory = memoryJournal();
    return {
      journal: memory.journal,
      queue: async () => {
        const run = queuedRun(randomUUID(), { text: "hi" });
        memory.put(run);
        return { tenantId: run.tenantId, runId: run.runId };
      },
      wake: async ({ runId }) => void memory.wake(runId),
      expireLease: async ({ runId }) => void memory.expireLease(runId),
      requestCancel: async ({ runId }) => void memory.requestCancel(runId),
    };
  });
});
