import { randomUUID } from "node:crypto";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/** Gives a finished test run what other runs leave behind: a thread, a memory entry, a dead letter. Returns their ids. */
export async function rowsOfRun(tenantId: TenantId, runId: string) {
  const [threadId, entryId] = [randomUUID(), randomUUID()];
  return await workerTransaction(tenantId, async (client) => {
    const one = async (sql: string, values: unknown[]) => (await client.query(sql, [tenantId, ...values])).rows[0];
    const run = await one("SELECT project_id, harness_id FROM run WHERE tenant_id = $1 AND id = $2", [runId]);
    await one("INSERT INTO thread VALUES ($1, $2, $3, 'draft', $4, null, 1, now(), now())", [
      threadId,
      run.project_id,
      run.harness_id,
    ]);
    await one("INSERT INTO memory_entry VALUES ($1, $2, $3, 'draft', 'thread', $4, 'fact', 'k', 1, 'active', now())", [
      entryId,
      run.project_id,
      threadId,
    ]);
    const error = JSON.stringify({ class: "tool_error", message: "It failed.", fingerprint: "0", nodeKey: "answer" });
    await one("UPDATE run SET status = 'dead-lettered', error = $3 WHERE tenant_id = $1 AND id = $2", [runId, error]);
    const letter = await one("SELECT id FROM dead_letter WHERE tenant_id = $1 AND run_id = $2", [runId]);
    const span = await one("SELECT span_id FROM obs.span WHERE tenant_id = $1 AND trace_id = $2 LIMIT 1", [runId]);
    return { threadId, entryId, spanId: String(span.span_id), letterId: String(letter.id) };
  });
}
