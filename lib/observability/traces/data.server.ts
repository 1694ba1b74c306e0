import { TRACE_GRACE_MS } from "@/lib/observability/spans/run-status";
import { spanDetail, spanView, traceView } from "@/lib/observability/traces/rows";
import type { SpanDetail, SpanPage, TracePage, TraceView } from "@/lib/observability/traces/schema";
import type { TraceFilter } from "@/lib/observability/traces/trace-filter";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { fromCursor, toCursor } from "@/lib/platform/http/cursor.server";
import type { ProjectId, TenantId } from "@/lib/platform/ids/branded-id";
import { Prisma } from "@/prisma/generated/client";

/** Who asks: the tenant, and the one project of an API key. */
export type Viewer = { tenantId: TenantId; projectId: ProjectId | null };
const { sql, join } = Prisma;

/** Runs that match, newest first. Keyset paging on (started_at, trace_id): stable while new runs arrive. */
export async function listTraces(
  db: TenantDb,
  viewer: Viewer,
  filter: TraceFilter,
  page: { limit: number; cursor?: string },
): Promise<TracePage> {
  const where = [...conditions(viewer, filter)];
  if (page.cursor) {
    const { at, id } = fromCursor(page.cursor);
    where.push(sql`(r.started_at, r.trace_id) < (${at}, ${id}::uuid)`);
  }
  const rows = await db.$queryRaw<unknown[]>`
    SELECT r.* FROM obs.run r WHERE ${join(where, " AND ")}
     ORDER BY r.started_at DESC, r.trace_id DESC LIMIT ${page.limit + 1}`;
  const items = rows.slice(0, page.limit).map(traceView);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > page.limit && last ? toCursor(last.startedAt, last.id) : null };
}

function* conditions({ tenantId, projectId }: Viewer, filter: TraceFilter): Generator<Prisma.Sql> {
  yield sql`r.tenant_id = ${tenantId}::uuid`;
  if (projectId) yield sql`r.project_id = ${projectId}::uuid`;
  if (filter.status) yield sql`r.status = ${filter.status}`;
  if (filter.environment) yield sql`r.environment = ${filter.environment}`;
  if (filter.harness) yield sql`r.harness_slug = ${filter.harness}`;
  if (filter.release) yield sql`r.release_id = ${filter.release}::uuid`;
  if (filter.thread) yield sql`r.thread_id = ${filter.thread}::uuid`;
  if (filter.from) yield sql`r.started_at >= ${new Date(filter.from)}`;
  if (filter.to) yield sql`r.started_at < ${new Date(filter.to)}`;
  if (filter.simulated) yield sql`r.simulated = ${filter.simulated === "only"}`;
  if (filter.text) yield textCondition(filter.text);
  if (filter.node || filter.error) yield failedAttempt(filter);
}

function textCondition(text: string): Prisma.Sql {
  const pattern = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return sql`(r.search ILIKE ${pattern} OR r.input_preview ILIKE ${pattern} OR r.name ILIKE ${pattern}
    OR r.error_message ILIKE ${pattern} OR r.trace_id::text ILIKE ${pattern} OR r.end_user ILIKE ${pattern})`;
}

/** Some attempt of the node failed with the class. The bounds on time are what lets partitions be skipped. */
function failedAttempt({ node, error }: TraceFilter): Prisma.Sql {
  const parts = [
    sql`s.tenant_id = r.tenant_id`,
    sql`s.trace_id = r.trace_id`,
    sql`s.started_at >= r.started_at - interval '1 hour'`,
    sql`s.status = 'error'`,
    ...(node ? [sql`s.node_key = ${node}`] : []),
    ...(error ? [sql`s.error_class = ${error}`] : []),
  ];
  const own = error && !node ? sql`r.error_class = ${error} OR` : Prisma.empty;
  return sql`(${own} EXISTS (SELECT 1 FROM obs.span s WHERE ${join(parts, " AND ")}))`;
}

/** The root of one trace. Throws `not-found` for an unknown or foreign id. */
export async function getTrace(db: TenantDb, { tenantId, projectId }: Viewer, traceId: string): Promise<TraceView> {
  const rows = await db.$queryRaw<{ project_id: string }[]>`
    SELECT * FROM obs.run WHERE tenant_id = ${tenantId}::uuid AND trace_id = ${traceId}::uuid`;
  const [row] = rows.length > 0 ? rows : await queuedRun(db, tenantId, traceId);
  if (!row || (projectId && row.project_id !== projectId)) throw new ProblemError("not-found");
  return traceView(row);
}

/**
 * A run that no worker has taken yet has no trace: its root is what is known of the request. One that a worker has
 * already finished is shown as running until its trace is there: whoever reads that it is over finds all of its spans.
 */
function queuedRun(db: TenantDb, tenantId: TenantId, runId: string) {
  return db.$queryRaw<{ project_id: string }[]>`
    SELECT run.id AS trace_id, CASE WHEN is_early THEN 'running' ELSE run.status END AS status, run.parked_reason, harness.name, harness.slug AS harness_slug, run.release_id,
           release.number AS release_number, run.environment, run.trigger, run.queued_at AS started_at,
           CASE WHEN NOT is_early THEN run.ended_at END AS ended_at,
           NULL::bigint AS duration_ms, NULL AS error_class, NULL AS error_fp, NULL AS error_message, 0 AS span_count,
           0 AS error_count, 0 AS retry_count, 0 AS in_tokens, 0 AS cache_read_tokens, 0 AS cache_write_tokens,
           0 AS out_tokens, 0 AS reasoning_tokens, 0 AS cost_micros, false AS cost_unknown, run.thread_id, run.end_user,
           left(run.input::text, 200) AS input_preview, NULL AS output_preview, run.simulated, false AS degraded, false AS incomplete,
           0 AS last_seq, run.project_id
      FROM run JOIN harness ON harness.tenant_id = run.tenant_id AND harness.id = run.harness_id
      JOIN release ON release.tenant_id = run.tenant_id AND release.id = run.release_id
     CROSS JOIN LATERAL (SELECT coalesce(run.epoch > 0 AND run.ended_at > ${new Date(Date.now() - TRACE_GRACE_MS)}, false)) AS trace (is_early)
     WHERE run.tenant_id = ${tenantId}::uuid AND run.id = ${runId}::uuid`;
}

/** Spans in the order in which they were last written, after `afterSeq`. Metadata only. */
export async function listSpans(
  db: TenantDb,
  { tenantId }: Viewer,
  traceId: string,
  page: { afterSeq: number; limit: number },
): Promise<SpanPage> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT * FROM obs.span WHERE tenant_id = ${tenantId}::uuid AND trace_id = ${traceId}::uuid AND seq > ${page.afterSeq}
     ORDER BY seq, span_id LIMIT ${page.limit + 1}`;
  const items = rows.slice(0, page.limit).map(spanView);
  return { items, nextSeq: rows.length > page.limit ? (items.at(-1)?.seq ?? null) : null };
}

/** One span with its payload. `mayRead` decides about content, not about existence. */
export async function getSpan(
  db: TenantDb,
  { tenantId }: Viewer,
  traceId: string,
  spanId: string,
  mayRead: boolean,
): Promise<SpanDetail> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT s.*, p.input, p.output, p.input_bytes, p.output_bytes, p.truncated
      FROM obs.span s LEFT JOIN obs.span_payload p USING (tenant_id, trace_id, span_id, started_at)
     WHERE s.tenant_id = ${tenantId}::uuid AND s.trace_id = ${traceId}::uuid AND s.span_id = ${spanId}
     ORDER BY s.seq DESC LIMIT 1`;
  if (!rows[0]) throw new ProblemError("not-found");
  return spanDetail(rows[0], mayRead);
}
