import { z } from "zod";
import { TRACE_GRACE_MS } from "@/lib/observability/spans/run-status";
import type { RunRow } from "@/lib/observability/spans/span-sink";
import { writeSpanBatch } from "@/lib/observability/spans/write-span-batch.server";
import { everyTenant } from "@/lib/platform/db/every-tenant.server";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { Failure } from "@/lib/platform/errors/error-class";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/** Runs whose trace was never begun are looked for among those of this time. */
const LOOK_BACK_MS = 900_000;
const MAX_ROWS = 200;
const PREVIEW = 200;

/**
 * Runs that are over while their trace does not say so. `live` are traces that look alive; `recent` are runs without a
 * trace, such as one that was cancelled before a worker took it.
 */
const LOST = `
  WITH live AS (
    SELECT trace_id AS id FROM obs.run WHERE tenant_id = $1 AND status IN ('queued', 'running', 'parked'))
  , recent AS (
    SELECT id FROM run WHERE tenant_id = $1 AND status IN ('succeeded', 'failed', 'cancelled', 'dead-lettered')
       AND queued_at > $3 AND NOT EXISTS (SELECT 1 FROM obs.run AS trace WHERE trace.tenant_id = $1 AND trace.trace_id = run.id))
  SELECT run.id, run.project_id, run.harness_id, harness.slug, harness.name, run.release_id, release.number,
         run.environment, run.trigger, run.status, coalesce(run.started_at, run.queued_at) AS started_at, run.ended_at,
         run.error, run.thread_id, run.end_user, left(run.input::text, ${PREVIEW}) AS input,
         left(run.output::text, ${PREVIEW}) AS output, run.simulated
    FROM (SELECT id FROM live UNION SELECT id FROM recent) AS lost JOIN run ON run.tenant_id = $1 AND run.id = lost.id
    JOIN harness ON harness.tenant_id = $1 AND harness.id = run.harness_id
    JOIN release ON release.tenant_id = $1 AND release.id = run.release_id
   WHERE run.ended_at < $2 LIMIT ${MAX_ROWS}`;

const LostRun = z.object({
  id: z.string(),
  project_id: z.string(),
  harness_id: z.string(),
  slug: z.string(),
  name: z.string(),
  release_id: z.string(),
  number: z.number().nullable(),
  environment: z.string(),
  trigger: z.string(),
  status: z.string(),
  started_at: z.date(),
  ended_at: z.date(),
  error: Failure.nullable().catch(null),
  thread_id: z.string().nullable(),
  end_user: z.string().nullable(),
  input: z.string(),
  output: z.string().nullable(),
  simulated: z.boolean(),
});

/**
 * Ends the traces of runs that are over and whose worker died, or lost the database, before it could say so; they are
 * marked as incomplete. Safe to run on several workers at once: a trace ends once.
 */
export async function closeLostTraces(nowMs: number): Promise<void> {
  for await (const tenant of everyTenant()) await closeTracesOf(tenant, nowMs);
}

function closeTracesOf(tenantId: TenantId, nowMs: number): Promise<void> {
  return workerTransaction(tenantId, async (client) => {
    const { rows } = await client.query(LOST, [
      tenantId,
      new Date(nowMs - TRACE_GRACE_MS),
      new Date(nowMs - LOOK_BACK_MS),
    ]);
    const runs = rows.map((row) => rowOf(tenantId, LostRun.parse(row)));
    if (runs.length > 0)
      await writeSpanBatch(client, tenantId, { runs, spans: [], incomplete: runs.map((run) => run.traceId) });
  });
}

function rowOf(tenantId: TenantId, run: z.infer<typeof LostRun>): RunRow {
  return {
    tenantId,
    traceId: run.id,
    projectId: run.project_id,
    harnessId: run.harness_id,
    harnessSlug: run.slug,
    releaseId: run.release_id,
    releaseNumber: run.number,
    environment: run.environment,
    trigger: run.trigger,
    status: run.status,
    name: run.name,
    startedAt: run.started_at.getTime(),
    endedAt: run.ended_at.getTime(),
    error: run.error,
    threadId: run.thread_id,
    endUser: run.end_user,
    inputPreview: run.input,
    outputPreview: run.output,
    simulated: run.simulated,
  };
}
