import { z } from "zod";
import { workerPool, workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { projectId } from "@/lib/platform/ids/branded-id";
import { Environment, RunLimits } from "@/lib/release/run-request";
import { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import { type ClaimedRun, type Journal, LEASE_MS, type RunProgress, type RunRef } from "@/lib/runtime/journal/journal";

const LEASE = `now() + interval '${LEASE_MS} milliseconds'`;

const IS_FREE = `(run.status = 'queued' OR (run.status = 'running' AND run.lease_until < now())
      OR (run.status = 'parked' AND run.wake_at <= now()))`;
const CLAIM = `
  UPDATE run SET epoch = run.epoch + 1, status = 'running', worker_id = $3, lease_until = ${LEASE},
         parked_reason = NULL, wake_at = NULL,
         started_at = coalesce(run.started_at, to_timestamp($4::double precision / 1000))
    FROM harness, release
   WHERE run.tenant_id = $1 AND run.id = $2
     AND ${IS_FREE}
     AND harness.tenant_id = run.tenant_id AND harness.id = run.harness_id
     AND release.tenant_id = run.tenant_id AND release.id = run.release_id
  RETURNING run.*, harness.slug AS harness_slug, release.number AS release_number`;

/** The same for a run that was reserved for this worker when it was made, and that nobody has begun. */
const TAKE_RESERVED = CLAIM.replace(IS_FREE, "run.status = 'running' AND run.worker_id = $3 AND run.epoch = 0");

const RENEW = `
  UPDATE run SET lease_until = ${LEASE} WHERE tenant_id = $1 AND id = $2 AND epoch = $3 AND status = 'running'
  RETURNING cancel_requested_at IS NOT NULL AS cancel_requested, nudges`;

/** One round trip (`journal_append` of the migrations): it sets the tenant itself, so it needs no transaction around it. */
const APPEND = `
  SELECT journal_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, ${LEASE_MS}, $20, $21, $22) AS held`;

/** The journal in Postgres, on the role `slip_worker`. */
export const postgresJournal: Journal = {
  claim: (run, workerId, nowMs) => claimWith(CLAIM, run, workerId, nowMs),
  renew: (run, epoch) =>
    workerTransaction(run.tenantId, async (client) => {
      const { rows } = await client.query(RENEW, [run.tenantId, run.runId, epoch]);
      return rows[0] ? { cancelRequested: rows[0].cancel_requested, nudges: rows[0].nudges } : null;
    }),
  release: (run, epoch) =>
    workerTransaction(run.tenantId, async (client) => {
      await client.query(
        "UPDATE run SET lease_until = now() - interval '1 ms' WHERE tenant_id = $1 AND id = $2 AND epoch = $3 AND status = 'running'",
        [run.tenantId, run.runId, epoch],
      );
    }),
  read: (run) =>
    workerTransaction(run.tenantId, async (client) => {
      const { rows } = await client.query(
        "SELECT epoch, payload FROM journal_entry WHERE tenant_id = $1 AND run_id = $2 ORDER BY seq",
        [run.tenantId, run.runId],
      );
      return { events: rows.map((row) => JournalEvent.parse(row.payload)), lastEpoch: rows.at(-1)?.epoch ?? 0 };
    }),
  append,
};

/** Takes a run that was reserved for `workerId`; null when it was begun already. Used by the demo seed. */
export const takeReserved: Journal["claim"] = (run, workerId, nowMs) => claimWith(TAKE_RESERVED, run, workerId, nowMs);

function claimWith(statement: string, run: RunRef, workerId: string, nowMs: number): Promise<ClaimedRun | null> {
  return workerTransaction(run.tenantId, async (client) => {
    const { rows } = await client.query(statement, [run.tenantId, run.runId, workerId, nowMs]);
    return rows[0] ? claimedRun(run, rows[0]) : null;
  });
}

async function append(
  run: RunRef,
  epoch: number,
  firstSeq: number,
  events: readonly JournalEvent[],
  progress: RunProgress,
): Promise<boolean> {
  const { usage, park } = progress;
  const { rows } = await workerPool().query({
    name: "journal_append",
    text: APPEND,
    values: [
      run.tenantId,
      run.runId,
      epoch,
      firstSeq,
      events.map((event) => event.kind),
      events.map((event) => ("nodeId" in event ? event.nodeId : "")),
      events.map((event) => ("path" in event ? event.path : "")),
      events.map((event) => JSON.stringify(event)),
      progress.status,
      JSON.stringify(progress.output),
      progress.failure && JSON.stringify(progress.failure),
      usage.steps,
      usage.attempts,
      usage.inputTokens,
      usage.outputTokens,
      usage.costMicros,
      progress.taint,
      progress.simulated,
      progress.endedAt && new Date(progress.endedAt),
      park?.reason ?? null,
      park?.wakeAt == null ? null : new Date(park.wakeAt),
      park?.seenNudges ?? 0,
    ],
  });
  return rows[0]?.held === true;
}

const milliseconds = z.date().transform((date) => date.getTime());

/** The row that `CLAIM` returns. */
const ClaimedRow = z.object({
  epoch: z.number(),
  harness_id: z.string(),
  harness_slug: z.string(),
  release_id: z.string(),
  release_number: z.number().nullable(),
  project_id: z.string().transform(projectId),
  environment: Environment,
  trigger: z.string(),
  thread_id: z.string().nullable(),
  end_user: z.string().nullable(),
  started_by: z.string(),
  input: z.json(),
  last_seq: z.number(),
  nudges: z.number(),
  parent_run_id: z.string().nullable(),
  parent_step_key: z.string().nullable(),
  depth: z.number(),
  taint: z.array(z.enum(["untrustedInput", "readSensitive"])),
  limits: RunLimits.nullable(),
  queued_at: milliseconds,
  started_at: milliseconds,
  cancel_requested_at: z.date().nullable(),
});

function claimedRun(run: RunRef, row: unknown): ClaimedRun {
  const read = ClaimedRow.parse(row);
  return {
    ...run,
    epoch: read.epoch,
    harnessId: read.harness_id,
    harnessSlug: read.harness_slug,
    releaseId: read.release_id,
    releaseNumber: read.release_number,
    projectId: read.project_id,
    environment: read.environment,
    trigger: read.trigger,
    threadId: read.thread_id,
    endUser: read.end_user,
    startedBy: read.started_by,
    input: read.input,
    lastSeq: read.last_seq,
    nudges: read.nudges,
    parent:
      read.parent_run_id !== null && read.parent_step_key !== null
        ? { runId: read.parent_run_id, stepKey: read.parent_step_key }
        : null,
    depth: read.depth,
    taint: read.taint,
    limits: read.limits,
    queuedAt: read.queued_at,
    startedAt: read.started_at,
    cancelRequested: read.cancel_requested_at !== null,
  };
}
