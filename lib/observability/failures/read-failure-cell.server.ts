import { z } from "zod";
import type { FailureCell, FailureCellQuery } from "@/lib/observability/failures/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ErrorClass } from "@/lib/platform/errors/error-class";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { Prisma } from "@/prisma/generated/client";

const { sql } = Prisma;
const GROUPS = 20;
const RECENT = 12;

const time = z.date().transform((date) => date.toISOString());
const errorClass = ErrorClass.catch("unknown");
const Totals = z.object({
  attempts: z.number(),
  failed: z.number(),
  final: z.number(),
  runs: z.number(),
  runs_failed: z.number(),
});
const Group = z.object({
  fingerprint: z.string(),
  class: errorClass,
  message: z.string(),
  failed: z.number(),
  first_at: time,
  last_at: time,
  releases: z.array(z.number()),
});
const Recent = z.object({
  id: z.string(),
  status: z.string(),
  class: errorClass,
  attempt: z.number(),
  at: time,
  duration_ms: z.union([z.bigint(), z.number()]).transform(Number).nullable(),
});

/**
 * What is behind one cell of the heatmap, from the spans themselves: the same attempts that the cell counts. Groups share
 * a fingerprint. Spans that retention has dropped are missing here while the cell still counts them.
 */
export async function readFailureCell(db: TenantDb, tenantId: TenantId, query: FailureCellQuery): Promise<FailureCell> {
  const cell = attemptsOf(tenantId, query);
  const totals = await db.$queryRaw<unknown[]>`
    SELECT count(*)::int AS attempts, count(*) FILTER (WHERE failed)::int AS failed,
           count(*) FILTER (WHERE failed AND final)::int AS final,
           count(DISTINCT trace_id) FILTER (WHERE failed)::int AS runs,
           count(DISTINCT trace_id) FILTER (WHERE failed AND run_status IN ('failed', 'dead-lettered'))::int AS runs_failed
      FROM ${cell} AS cell`;
  const groups = await db.$queryRaw<unknown[]>`
    SELECT coalesce(error_fp, '') AS fingerprint, min(error_class) AS class,
           coalesce((array_agg(error_message ORDER BY started_at DESC))[1], '') AS message, count(*)::int AS failed,
           min(started_at) AS first_at, max(started_at) AS last_at,
           coalesce(array_agg(DISTINCT release_number ORDER BY release_number)
                    FILTER (WHERE release_number IS NOT NULL), '{}') AS releases
      FROM ${cell} AS cell WHERE failed GROUP BY 1 ORDER BY failed DESC, last_at DESC LIMIT ${GROUPS}`;
  const recent = await db.$queryRaw<unknown[]>`
    SELECT * FROM (
      SELECT DISTINCT ON (trace_id) trace_id AS id, run_status AS status, error_class AS class, attempt,
             started_at AS at, duration_ms
        FROM ${cell} AS cell WHERE failed ORDER BY trace_id, started_at DESC) AS newest
     ORDER BY at DESC LIMIT ${RECENT}`;
  const { runs_failed: runsFailed, ...counts } = Totals.parse(totals[0]);
  return {
    ...counts,
    runsFailed,
    groups: z
      .array(Group)
      .parse(groups)
      .map(({ first_at: firstAt, last_at: lastAt, ...group }) => ({ ...group, firstAt, lastAt })),
    recent: z
      .array(Recent)
      .parse(recent)
      .map(({ duration_ms: durationMs, ...run }) => ({ ...run, durationMs })),
  };
}

/** The attempts that the rollup counts for a node: its steps' own spans, and tools that a policy kept from its agent. */
function attemptsOf(tenantId: TenantId, { harness, node, from, to, environment }: FailureCellQuery): Prisma.Sql {
  return sql`(
    SELECT s.trace_id, s.started_at, s.attempt, s.final, s.error_class, s.error_fp, s.error_message,
           s.status = 'error' AS failed, r.status AS run_status, r.release_number, r.duration_ms
      FROM obs.span s JOIN obs.run r ON r.tenant_id = s.tenant_id AND r.trace_id = s.trace_id
     WHERE s.tenant_id = ${tenantId}::uuid AND s.started_at >= ${new Date(from)} AND s.started_at < ${new Date(to)}
       AND s.node_key = ${node} AND s.step_key IS NOT NULL AND s.state = 'closed' AND s.status <> 'cancelled'
       AND r.harness_slug = ${harness} ${environment ? sql`AND r.environment = ${environment}` : Prisma.empty}
       AND (s.parent_span_id IS NULL
            OR (s.kind = 'policy' AND s.status = 'error' AND s.attributes->>'toolOfAgent' = 'true')
            OR NOT EXISTS (SELECT 1 FROM obs.span p WHERE p.tenant_id = s.tenant_id AND p.trace_id = s.trace_id
                 AND p.span_id = s.parent_span_id AND p.step_key = s.step_key)))`;
}
