import type { PoolClient } from "pg";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { newId } from "@/lib/platform/ids/new-id.server";
import { checksum } from "@/lib/release/checksum.server";
import { memoryScopeOf } from "@/lib/runtime/memory/memory-scope";
import type {
  EntryToForget,
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
  const { tenantId, projectId, environment } = run;
  const at = new Date(place.nowMs);
  const head = await client.query<Head>(
    `INSERT INTO memory_entry (tenant_id, id, project_id, environment, scope, scope_key, kind, key, head_version, status, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 'active', $9)
     ON CONFLICT (tenant_id, project_id, environment, scope, scope_key, kind, key) DO UPDATE SET updated_at = memory_entry.updated_at
     RETURNING id, head_version, status`,
    [tenantId, newId(place.nowMs), projectId, environment, entry.scope, entry.scopeKey, entry.kind, entry.key, at],
  );
  const row = head.rows[0];
  if (!row) throw new Error("The memory entry was neither made nor found.");
  const written = await versionWritten(client, run, place, row.id);
  if (written !== undefined) return { ok: true, id: row.id, version: written };
  const seen = seenVersion(row);
  if (entry.ifVersion !== null && entry.ifVersion !== seen) throw new OtherVersion(seen);
  const op = row.head_version === 0 ? "create" : "change";
  return await addVersion(client, run, place, { head: row, version: { ...entry, op, status: "active" } });
}

/**
 * Takes an entry out of every later read, once for the same step of the same run. What it said before stays in its
 * earlier versions, for people: a model must not be able to destroy what it was told.
 */
export async function forgetEntry(run: RunContext, place: WritePlace, entry: EntryToForget): Promise<WrittenEntry> {
  const { tenantId, projectId, environment } = run;
  return await workerTransaction(tenantId, async (client) => {
    const found = await client.query<Head>(
      `SELECT id, head_version, status FROM memory_entry
        WHERE tenant_id = $1 AND project_id = $2 AND environment = $3 AND scope = $4 AND scope_key = $5 AND kind = $6
          AND key = $7 FOR UPDATE`,
      [tenantId, projectId, environment, entry.scope, entry.scopeKey, entry.kind, entry.key],
    );
    const row = found.rows[0];
    if (!row) return { ok: false, version: 0 };
    const written = await versionWritten(client, run, place, row.id);
    if (written !== undefined) return { ok: true, id: row.id, version: written };
    const seen = seenVersion(row);
    if (seen === 0 || (entry.ifVersion !== null && entry.ifVersion !== seen)) return { ok: false, version: seen };
    const version = { content: null, tokens: 0, trust: entry.trust, op: "forget", status: "forgotten" };
    return await addVersion(client, run, place, { head: row, version });
  });
}

type Head = { id: string; head_version: number; status: string };
type NewVersion = { content: string | null; tokens: number; trust: string; op: string; status: string };

/** 0 for an entry that was forgotten. */
const seenVersion = ({ head_version, status }: Head): number => (status === "active" ? head_version : 0);

/** The version that this step of this run has already written, if it has. */
async function versionWritten(client: PoolClient, run: RunContext, { stepKey }: WritePlace, entryId: string) {
  const found = await client.query<{ version: number }>(
    "SELECT version FROM memory_version WHERE tenant_id = $1 AND entry_id = $2 AND run_id = $3 AND step_key = $4",
    [run.tenantId, entryId, run.runId, stepKey],
  );
  return found.rows[0]?.version;
}

/** The next version of an entry whose row is locked; the one before is superseded. */
async function addVersion(
  client: PoolClient,
  { tenantId, runId, harnessId }: RunContext,
  { stepKey, nowMs }: WritePlace,
  { head, version: { content, tokens, trust, op, status } }: { head: Head; version: NewVersion },
): Promise<WrittenEntry> {
  const at = new Date(nowMs);
  const version = head.head_version + 1;
  await client.query(
    "UPDATE memory_version SET superseded_at = $3 WHERE tenant_id = $1 AND entry_id = $2 AND superseded_at IS NULL",
    [tenantId, head.id, at],
  );
  await client.query(
    `INSERT INTO memory_version (tenant_id, entry_id, version, content, tokens, trust, author_type, author_id, op, run_id, step_key, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, 'agent', $7, $8, $9, $10, $11)`,
    [tenantId, head.id, version, content, tokens, trust, harnessId, op, runId, stepKey, at],
  );
  await client.query(
    "UPDATE memory_entry SET head_version = $3, status = $4, updated_at = $5 WHERE tenant_id = $1 AND id = $2",
    [tenantId, head.id, version, status, at],
  );
  return { ok: true, id: head.id, version };
}
