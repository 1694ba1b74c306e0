import type { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { mayReadPayload } from "@/lib/runtime/memory/may-read-payload";
import { type SummaryList, type SummaryPage, SummaryView } from "@/lib/runtime/summaries/schema";
import type { NewestSummary } from "@/lib/runtime/summaries/summary-store";
import type { ThreadSummary } from "@/lib/runtime/summaries/thread-summary";
import { getThread } from "@/lib/runtime/threads/data.server";
import type { RunContext } from "@/lib/runtime/worker/node-executor";

type Row = {
  version: number;
  from_seq: number;
  to_seq: number;
  text: string;
  source_tokens: number;
  trust: ThreadSummary["trust"];
  method: ThreadSummary["method"];
  identifiers_kept: number;
  identifiers_total: number;
};
const COLUMNS =
  "s.version, s.from_seq, s.to_seq, s.text, s.source_tokens, s.trust, s.method, s.identifiers_kept, s.identifiers_total";
/** Of the run's own thread, as the harness and the environment of the run have it. */
const OF_RUN = `thread t JOIN thread_summary s ON (s.tenant_id, s.thread_id) = (t.tenant_id, t.id)
  WHERE t.tenant_id = $1 AND t.id = $2 AND t.harness_id = $3 AND t.environment = $4`;

/** The newest summary that ends at or before `toSeq` and still has its text, with what a writer has to know. */
export async function newestSummary(run: RunContext, toSeq: number): Promise<NewestSummary> {
  const of = [run.tenantId, run.threadId, run.harnessId, run.environment];
  if (!run.threadId) return { summary: null, head: 0, failures: 0 };
  return await workerTransaction(run.tenantId, async (client) => {
    const [found, thread] = await Promise.all([
      client.query<Row>(
        `SELECT ${COLUMNS} FROM ${OF_RUN} AND s.text IS NOT NULL AND s.to_seq <= $5 ORDER BY s.to_seq DESC, s.version DESC LIMIT 1`,
        [...of, toSeq],
      ),
      client.query<{ head: number; failures: number }>(
        `SELECT t.summary_failures AS failures, (SELECT coalesce(max(s.version), 0) FROM thread_summary s
            WHERE s.tenant_id = t.tenant_id AND s.thread_id = t.id) AS head
           FROM thread t WHERE t.tenant_id = $1 AND t.id = $2 AND t.harness_id = $3 AND t.environment = $4`,
        of,
      ),
    ]);
    const row = found.rows[0];
    return { summary: row ? summaryOf(row) : null, head: 0, failures: 0, ...thread.rows[0] };
  });
}

/** One version of the run's thread; null when it is not there or has lost its text. */
export async function summaryVersion(run: RunContext, version: number): Promise<ThreadSummary | null> {
  if (!run.threadId || version < 1) return null;
  return await workerTransaction(run.tenantId, async (client) => {
    const found = await client.query<Row>(
      `SELECT ${COLUMNS} FROM ${OF_RUN} AND s.version = $5 AND s.text IS NOT NULL`,
      [...[run.tenantId, run.threadId, run.harnessId, run.environment, version]],
    );
    const row = found.rows[0];
    return row ? summaryOf(row) : null;
  });
}

const summaryOf = (row: Row): ThreadSummary => ({
  version: row.version,
  fromSeq: row.from_seq,
  toSeq: row.to_seq,
  text: row.text,
  sourceTokens: row.source_tokens,
  trust: row.trust,
  method: row.method,
  identifiers: { kept: row.identifiers_kept, total: row.identifiers_total },
});

/** Summaries of a conversation, newest first. Throws `not-found` for an unknown or foreign thread. */
export async function listSummaries(
  db: TenantDb,
  actor: Actor,
  threadId: string,
  { limit, cursor }: z.infer<typeof SummaryPage>,
): Promise<z.infer<typeof SummaryList>> {
  const { tenantId } = actor;
  const { environment } = await getThread(db, actor, threadId);
  const rows = await db.threadSummary.findMany({
    where: { tenantId, threadId, ...(cursor !== undefined && { version: { lt: Number(cursor) } }) },
    orderBy: { version: "desc" },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = await db.threadMessage.findMany({
    where: { tenantId, threadId, seq: { in: page.map(({ toSeq }) => toSeq) } },
    select: { seq: true, runId: true },
  });
  const runs = new Map(last.map(({ seq, runId }) => [seq, runId]));
  const mayRead = mayReadPayload(actor, environment);
  const items = page.map(({ text, identifiersKept, identifiersTotal, createdAt, ...row }) =>
    SummaryView.parse({
      ...row,
      lastRunId: runs.get(row.toSeq) ?? null,
      text: mayRead ? text : null,
      isRedacted: !mayRead || text === null,
      identifiers: { kept: identifiersKept, total: identifiersTotal },
      createdAt: createdAt.toISOString(),
    }),
  );
  return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.version) : null };
}
