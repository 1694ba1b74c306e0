import { workerStatement, workerTransaction } from "@/lib/platform/db/worker-pool.server";
import type { WritePlace } from "@/lib/runtime/memory/run-memory";
import { newestSummary, summaryVersion } from "@/lib/runtime/summaries/data.server";
import type { SummaryStore, SummaryToAdd } from "@/lib/runtime/summaries/summary-store";
import type { ThreadSummary } from "@/lib/runtime/summaries/thread-summary";
import type { RunContext } from "@/lib/runtime/worker/node-executor";

/** Summaries in Postgres, on the worker's role. */
export const postgresSummaries: SummaryStore = {
  newest: newestSummary,
  version: summaryVersion,
  add: addSummary,
  failed: countFailure,
};

/** The thread's row is locked first: numbers are gapless, and no message is redacted while a summary of it is stored. */
async function addSummary(run: RunContext, place: WritePlace, summary: SummaryToAdd): Promise<ThreadSummary | null> {
  const { tenantId, threadId, harnessId, environment, runId } = run;
  const version = summary.head + 1;
  const { fromSeq, toSeq, text, identifiers } = summary;
  const written = await workerTransaction(tenantId, async (client) => {
    const locked = await client.query(
      `SELECT 1 FROM thread WHERE tenant_id = $1 AND id = $2 AND harness_id = $3 AND environment = $4 FOR UPDATE`,
      [tenantId, threadId, harnessId, environment],
    );
    if (locked.rowCount === 0) return false;
    const added = await client.query(
      `INSERT INTO thread_summary (tenant_id, thread_id, version, from_seq, to_seq, text, tokens, source_tokens, trust, method,
              model, identifiers_kept, identifiers_total, run_id, step_key, created_at)
       SELECT $1, $2, $3::int, $4::int, $5::int, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16
        WHERE (SELECT coalesce(max(s.version), 0) FROM thread_summary s WHERE s.tenant_id = $1 AND s.thread_id = $2) = $3::int - 1
          AND ($17::int = 0 OR EXISTS (SELECT 1 FROM thread_summary s
                WHERE s.tenant_id = $1 AND s.thread_id = $2 AND s.version = $17::int AND s.text IS NOT NULL))
          AND (SELECT count(*) FROM thread_message m WHERE m.tenant_id = $1 AND m.thread_id = $2
                AND m.seq BETWEEN $18::int AND $5::int AND m.redacted_at IS NOT NULL) = $19::int`,
      [
        ...[tenantId, threadId, version, fromSeq, toSeq, text, summary.tokens, summary.sourceTokens],
        ...[summary.trust, summary.method, summary.model, identifiers.kept, identifiers.total],
        ...[runId, place.stepKey, new Date(place.nowMs), summary.previous, summary.newFromSeq, summary.redacted],
      ],
    );
    if (added.rowCount === 0) return false;
    await client.query("UPDATE thread SET summary_failures = 0 WHERE tenant_id = $1 AND id = $2", [tenantId, threadId]);
    return true;
  });
  return written ? await summaryVersion(run, version) : null;
}

async function countFailure({ tenantId, threadId, harnessId, environment }: RunContext): Promise<void> {
  await workerStatement(tenantId, {
    text: `UPDATE thread SET summary_failures = summary_failures + 1
            WHERE tenant_id = $1 AND id = $2 AND harness_id = $3 AND environment = $4`,
    values: [tenantId, threadId, harnessId, environment],
  });
}
