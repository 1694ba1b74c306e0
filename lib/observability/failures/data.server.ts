import { z } from "zod";
import type { FailureMap, FailureQuery } from "@/lib/observability/failures/schema";
import { HOUR_MS } from "@/lib/observability/rollups/rollup-delta";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ErrorClass } from "@/lib/platform/errors/error-class";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { Prisma } from "@/prisma/generated/client";

const { sql } = Prisma;
const SHAPE = { "24h": { columns: 24, hours: 1 }, "7d": { columns: 28, hours: 6 } } as const;

const Cell = z.object({
  harness: z.string(),
  node: z.string(),
  bucket: z.number(),
  attempts: z.number(),
  failed: z.number(),
});
const ClassRow = z.object({
  error: ErrorClass.catch("unknown"),
  harness: z.string(),
  node: z.string(),
  failed: z.number(),
});

/** Where attempts fail: node by time, and error class by node. Folded hours and what is not folded yet, so nothing is late. */
export async function readFailures(
  db: TenantDb,
  tenantId: TenantId,
  query: FailureQuery,
  nowMs: number,
): Promise<FailureMap> {
  const { columns, hours } = SHAPE[query.range];
  const columnMs = hours * HOUR_MS;
  const end = (Math.floor(nowMs / columnMs) + 1) * columnMs;
  const from = end - columns * columnMs;
  const counted = sql`(
    SELECT dim, hour, harness_slug, environment, k, n, n_err, errs FROM obs.rollup_1h WHERE tenant_id = ${tenantId}::uuid
    UNION ALL
    SELECT dim, hour, harness_slug, environment, k, n, n_err, errs FROM obs.rollup_delta WHERE tenant_id = ${tenantId}::uuid)`;
  const where = sql`dim = 'node' AND hour >= ${new Date(from)} AND hour < ${new Date(end)}
    ${query.environment ? sql`AND environment = ${query.environment}` : Prisma.empty}
    ${query.harness ? sql`AND harness_slug = ${query.harness}` : Prisma.empty}`;
  const cells = await db.$queryRaw<unknown[]>`
    SELECT harness_slug AS harness, k AS node,
           floor(extract(epoch FROM hour - ${new Date(from)}) * 1000 / ${columnMs})::int AS bucket,
           sum(n)::int AS attempts, sum(n_err)::int AS failed
      FROM ${counted} AS counted WHERE ${where} GROUP BY 1, 2, 3`;
  const classes = await db.$queryRaw<unknown[]>`
    SELECT entry.key AS error, harness_slug AS harness, k AS node, sum(entry.value::int)::int AS failed
      FROM ${counted} AS counted, jsonb_each_text(errs) AS entry WHERE ${where}
     GROUP BY 1, 2, 3 ORDER BY failed DESC, error, harness, node LIMIT 500`;
  return {
    columns: Array.from({ length: columns }, (_, index) => new Date(from + index * columnMs).toISOString()),
    columnMs,
    rows: rowsOf(z.array(Cell).parse(cells), columns),
    classes: z.array(ClassRow).parse(classes),
  };
}

function rowsOf(cells: z.infer<typeof Cell>[], columns: number): FailureMap["rows"] {
  const rows = new Map<string, FailureMap["rows"][number]>();
  for (const { harness, node, bucket, attempts, failed } of cells) {
    const key = `${harness}\n${node}`;
    const row = rows.get(key) ?? {
      harness,
      node,
      attempts: 0,
      failed: 0,
      cells: Array.from({ length: columns }, () => null),
    };
    row.attempts += attempts;
    row.failed += failed;
    row.cells[bucket] = { attempts, failed };
    rows.set(key, row);
  }
  return [...rows.values()].sort(
    (one, two) => one.harness.localeCompare(two.harness) || two.failed - one.failed || one.node.localeCompare(two.node),
  );
}
