import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { memoryScopeOf } from "@/lib/runtime/memory/memory-scope";
import type { HistoryMessage, RecalledEntry } from "@/lib/runtime/memory/plan-input";
import type { EntryPlace, EntryQuery, FoundEntry } from "@/lib/runtime/memory/run-memory";
import { ChatMessage } from "@/lib/runtime/models/chat-message";
import type { RunContext } from "@/lib/runtime/worker/node-executor";

const MAX_MESSAGES = 2_000;
const MAX_ENTRIES = 20;
/** Only the newest entries of a scope are searched: scopes are small. */
const MAX_SEARCHED = 2_000;
const RECORDED_AT = `to_char(v.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at`;

/** The last message's number, 0 when the thread is new or is not one of this harness and environment. */
export async function readLastSeq({ tenantId, threadId, harnessId, environment }: RunContext): Promise<number> {
  if (!threadId) return 0;
  return await workerTransaction(tenantId, async (client) => {
    const found = await client.query<{ next_seq: number }>(
      "SELECT next_seq FROM thread WHERE tenant_id = $1 AND id = $2 AND harness_id = $3 AND environment = $4",
      [tenantId, threadId, harnessId, environment],
    );
    return (found.rows[0]?.next_seq ?? 1) - 1;
  });
}

/** Messages of the run's thread after `afterSeq` up to `toSeq`, oldest first. Redacted ones stay as a word. */
export async function readHistory(
  { tenantId, threadId }: RunContext,
  toSeq: number,
  afterSeq = 0,
): Promise<HistoryMessage[]> {
  if (!threadId || toSeq <= afterSeq) return [];
  return await workerTransaction(tenantId, async (client) => {
    const found = await client.query<{ seq: number; parts: unknown; trust: string; redacted_at: Date | null }>(
      `SELECT seq, parts, trust, redacted_at FROM thread_message
       WHERE tenant_id = $1 AND thread_id = $2 AND seq <= $3 AND seq > $4 ORDER BY seq DESC LIMIT ${MAX_MESSAGES}`,
      [tenantId, threadId, toSeq, afterSeq],
    );
    return found.rows.reverse().map(({ seq, parts, trust, redacted_at }) => ({
      seq,
      trust,
      ...(redacted_at && { isRedacted: true }),
      message: redacted_at ? { role: "user" as const, text: "[redacted]" } : ChatMessage.parse(parts),
    }));
  });
}

/** Entries of the run's own scope that share a word with the query, by full text rank. */
export async function searchEntries(run: RunContext, query: string): Promise<RecalledEntry[]> {
  const where = memoryScopeOf(run);
  if (!where || query.trim() === "") return [];
  return await search(run, { ...where, kinds: null, query, limit: MAX_ENTRIES });
}

/** Entries of one scope: those with the key, or those that share a word with the query, best first. */
export async function readEntries(run: RunContext, { scope, scopeKey, kinds, by, limit }: EntryQuery) {
  if ("query" in by) return await search(run, { scope, scopeKey, kinds, query: by.query, limit });
  const { tenantId, projectId, environment } = run;
  return await workerTransaction(tenantId, async (client) => {
    const found = await client.query<FoundEntry>(
      `SELECT e.key, e.kind, v.version, v.content, v.trust, ${RECORDED_AT}
         FROM memory_entry e JOIN memory_version v ON (v.tenant_id, v.entry_id, v.version) = (e.tenant_id, e.id, e.head_version)
        WHERE e.tenant_id = $1 AND e.project_id = $2 AND e.environment = $3 AND e.scope = $4 AND e.scope_key = $5
          AND e.key = $6 AND e.kind = ANY ($7) AND e.status = 'active' AND v.redacted_at IS NULL
        ORDER BY e.updated_at DESC, e.id LIMIT $8`,
      [tenantId, projectId, environment, scope, scopeKey, by.key, kinds, limit],
    );
    return found.rows;
  });
}

type Search = EntryPlace & { kinds: readonly string[] | null; query: string; limit: number };

async function search({ tenantId, projectId, environment }: RunContext, wanted: Search) {
  const { scope, scopeKey, kinds, query, limit } = wanted;
  return await workerTransaction(tenantId, async (client) => {
    // Words joined by OR: a question rarely holds every word of its answer.
    const found = await client.query<RecalledEntry & FoundEntry>(
      `WITH q AS (SELECT nullif(replace(plainto_tsquery('simple', $6)::text, ' & ', ' | '), '')::tsquery AS q),
       live AS (
         SELECT e.id, e.key, e.kind, v.version, v.content, v.trust, e.updated_at, ${RECORDED_AT}
         FROM memory_entry e JOIN memory_version v ON (v.tenant_id, v.entry_id, v.version) = (e.tenant_id, e.id, e.head_version)
         WHERE e.tenant_id = $1 AND e.project_id = $2 AND e.environment = $3 AND e.scope = $4 AND e.scope_key = $5
           AND e.status = 'active' AND v.redacted_at IS NULL AND ($7::text[] IS NULL OR e.kind = ANY ($7))
         ORDER BY e.updated_at DESC LIMIT ${MAX_SEARCHED})
       SELECT id, key, kind, version, content, trust, at FROM live, q
       WHERE to_tsvector('simple', key || ' ' || content) @@ q.q
       ORDER BY ts_rank_cd(to_tsvector('simple', key || ' ' || content), q.q, 1) DESC, id LIMIT $8`,
      [tenantId, projectId, environment, scope, scopeKey, query.slice(0, 1_000), kinds, limit],
    );
    return found.rows;
  });
}
