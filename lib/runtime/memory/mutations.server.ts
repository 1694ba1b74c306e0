import type { PoolClient } from "pg";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { newId } from "@/lib/platform/ids/new-id.server";
import { checksum } from "@/lib/release/checksum.server";
import { memoryScopeOf } from "@/lib/runtime/memory/memory-scope";
import type {
  EntryToSave,
  EntryToWrite,
  MessageToAppend,
  WritePlace,
  WrittenEntry,
} from "@/lib/runtime/memory/run-memory";
import type { RunContext } from "@/lib/runtime/worker/node-executor";

/**
 * Appends messages to the run's thread: gapless numbers in commit order. The same step of the same run appends once,
 * however often it is repeated. Nothing happens without a thread of this harness and environment.
 */
export async function appendMessages(run: RunContext, place: WritePlace, messages: MessageToAppend[]): Promise<void> {
  const { tenantId, runId, threadId, harnessId, environment } = run;
  if (!threadId || messages.length === 0) return;
  await workerTransaction(tenantId, async (client) => {
    const locked = await client.query<{ next_seq: number }>(
      "SELECT next_seq FROM thread WHERE tenant_id = $1 AND id = $2 AND harness_id = $3 AND environment = $4 FOR UPDATE",
      [tenantId, threadId, harnessId, environment],
    );
    const nextSeq = locked.rows[0]?.next_seq;
    if (nextSeq === undefined || (await hasWritten(client, run, place))) return;
    const at = new Date(place.nowMs);
    await client.query("UPDATE thread SET next_seq = $3, last_message_at = $4 WHERE tenant_id = $1 AND id = $2", [
      ...[tenantId, threadId, nextSeq + messages.length, at],
    ]);
    await client.query(
      `INSERT INTO thread_message (tenant_id, thread_id, seq, role, parts, tokens, content_hash, trust, run_id, step_key, op_index, created_at)
       SELECT $1, $2, $3::int + m.i, m.role, m.parts, m.tokens, m.hash, m.trust, $4, $5, m.i, $6
       FROM jsonb_to_recordset($7) AS m(i int, role text, parts jsonb, tokens int, hash text, trust text)`,
      [tenantId, threadId, nextSeq, runId, place.stepKey, at, JSON.stringify(messages.map(rowOf))],
    );
  });
}

async function hasWritten(client: PoolClient, { tenantId, runId }: RunContext, { stepKey }: WritePlace) {
  const found = await client.query(
    "SELECT 1 FROM thread_message WHERE tenant_id = $1 AND run_id = $2 AND step_key = $3 LIMIT 1",
    [tenantId, runId, stepKey],
  );
  return found.rowCount === 1;
}

const rowOf = ({ message, tokens, trust }: MessageToAppend, i: number) => ({
  ...{ i, role: message.role, parts: message, tokens, trust },
  hash: checksum(message),
});

/** Saves a fact of the run's own scope. Null when the run has neither an end user nor a thread. */
export async function saveEntry(run: RunContext, place: WritePlace, entry: EntryToSave) {
  const where = memoryScopeOf(run);
  if (!where) return null;
  const written = await writeEntry(run, place, { ...entry, ...where, kind: "fact", ifVersion: null });
  return written.ok ? { id: written.id, version: written.version } : null;
}

/** Rolls the write back. */
class OtherVersion extends Error {
  constructor(readonly version: number) {
    super(`The entry has version ${version}.`);
  }
}

/**
 * Creates an entry or gives it a new version; the old one stays, superseded. The same step of the same run writes a key
 * once. With `ifVersion`, only when that is the version that is there: 0 for none, or one that was forgotten.
 */
export async function writeEntry(run: RunContext, place: WritePlace, entry: EntryToWrite): Promise<WrittenEntry> {
  try {
    return await workerTransaction(run.tenantId, (client) => write(client, run, place, entry));
  } catch (error) {
    if (error instanceof OtherVersion) return { ok: false, version: error.version };
    throw error;
  }
}

async function write(
  client: PoolClient,
  run: RunContext,
  place: WritePlace,
  entry: EntryToWrite,
): Promise<WrittenEntry> {
  const { tenantId, projectId, environment, harnessId, runId } = run;
  const at = new Date(place.nowMs);
  const head = await client.query<{ id: string; head_version: number; status: string }>(
    `INSERT INTO memory_entry (tenant_id, id, project_id, environment, scope, scope_key, kind, key, head_version, status, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 'active', $9)
     ON CONFLICT (tenant_id, project_id, environment, scope, scope_key, kind, key) DO UPDATE SET updated_at = memory_entry.updated_at
     RETURNING id, head_version, status`,
    [tenantId, newId(place.nowMs), projectId, environment, entry.scope, entry.scopeKey, entry.kind, entry.key, at],
  );
  const row = head.rows[0];
  if (!row) throw new Error("The memory entry was neither made nor found.");
  const earlier = await client.query<{ version: number }>(
    "SELECT version FROM memory_version WHERE tenant_id = $1 AND entry_id = $2 AND run_id = $3 AND step_key = $4",
    [tenantId, row.id, runId, place.stepKey],
  );
  const written = earlier.rows[0]?.version;
  if (written !== undefined) return { ok: true, id: row.id, version: written };
  const seen = row.status === "active" ? row.head_version : 0;
  if (entry.ifVersion !== null && entry.ifVersion !== seen) throw new OtherVersion(seen);
  const version = row.head_version + 1;
  await client.query(
    "UPDATE memory_version SET superseded_at = $3 WHERE tenant_id = $1 AND entry_id = $2 AND superseded_at IS NULL",
    [tenantId, row.id, at],
  );
  await client.query(
    `INSERT INTO memory_version (tenant_id, entry_id, version, content, tokens, trust, author_type, author_id, op, run_id, step_key, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, 'agent', $7, $8, $9, $10, $11)`,
    [
      ...[tenantId, row.id, version, entry.content, entry.tokens, entry.trust, harnessId],
      ...[version === 1 ? "create" : "change", runId, place.stepKey, at],
    ],
  );
  await client.query(
    "UPDATE memory_entry SET head_version = $3, status = 'active', updated_at = $4 WHERE tenant_id = $1 AND id = $2",
    [tenantId, row.id, version, at],
  );
  return { ok: true, id: row.id, version };
}
