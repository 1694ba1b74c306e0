import { randomBytes } from "node:crypto";
import { describe } from "vitest";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import type { RunRef } from "@/lib/runtime/journal/journal";
import { journalContract } from "@/lib/runtime/journal/journal.contract";
import { postgresJournal } from "@/lib/runtime/journal/postgres-journal.server";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";

const program = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    { key: "done", kind: "end" },
  ],
  ["start > done"],
);
const change = (run: RunRef, sql: string) =>
  workerTransaction(run.tenantId, async (client) => {
    await client.query(`UPDATE run SET ${sql} WHERE tenant_id = $1 AND id = $2`, [run.tenantId, run.runId]);
  });

describe("the Postgres journal", () => {
  journalContract(async () => ({
    journal: postgresJournal,
    queue: async () => {
      const release = await storeTestRelease(`t${randomBytes(6).toString("hex")}`, program);
      return await release.queue({ text: "hi" });
    },
    wake: (run) =>
      workerTransaction(run.tenantId, async (client) => {
        await client.query("SELECT wake_run($1, $2)", [run.tenantId, run.runId]);
      }),
    expireLease: (run) => change(run, "lease_until = now() - interval '1 second'"),
    requestCancel: (run) => change(run, "cancel_requested_at = now()"),
  }));
});
