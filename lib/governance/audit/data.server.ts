import { z } from "zod";
import type { AuditFilter, AuditPage } from "@/lib/governance/audit/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { Prisma } from "@/prisma/generated/client";

const { sql, join } = Prisma;
const Row = z.object({
  seq: z.bigint().transform(Number),
  at: z.date().transform((at) => at.toISOString()),
  actor: z.string(),
  action: z.string(),
  target: z.string(),
  outcome: z.string(),
  detail_text: z.string(),
  request_id: z.string(),
  hash: z.string(),
});
const Detail = z.record(z.string(), z.unknown());

type Page = { limit: number; cursor?: string | undefined };

/** Audit events of a tenant, newest first. The cursor is the number of the last event of the page before. */
export async function listAuditEvents(
  db: TenantDb,
  tenantId: TenantId,
  filter: AuditFilter,
  { limit, cursor }: Page,
): Promise<AuditPage> {
  const where = [sql`tenant_id = ${tenantId}::uuid`];
  if (cursor !== undefined) where.push(sql`seq < ${positionOf(cursor)}`);
  if (filter.outcome) where.push(sql`outcome = ${filter.outcome}`);
  if (filter.text) {
    const pattern = `%${filter.text.replaceAll(/[\\%_]/g, "\\$&")}%`;
    where.push(sql`(action ILIKE ${pattern} OR target ILIKE ${pattern})`);
  }
  const rows = await db.$queryRaw<unknown[]>`
    SELECT seq, at, actor, action, target, outcome, detail_text, request_id, encode(hash, 'hex') AS hash
      FROM audit.event WHERE ${join(where, " AND ")} ORDER BY seq DESC LIMIT ${limit + 1}`;
  const items = rows
    .slice(0, limit)
    .map((row) => Row.parse(row))
    .map(({ detail_text, request_id, ...event }) => ({
      ...event,
      requestId: request_id,
      detail: Detail.parse(JSON.parse(detail_text)),
    }));
  return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.seq) : null };
}

function positionOf(cursor: string): number {
  if (/^[0-9]{1,15}$/.test(cursor)) return Number(cursor);
  throw new ProblemError("invalid", "The cursor is not one of ours. Start again without it.");
}
