import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { firstIdAt } from "@/lib/platform/ids/uuid-v7";

const WINDOW_MS = 60_000;

/**
 * Throws `rate-limited` when the tenant has started its runs of a minute. Counts by the times inside the run ids, over
 * the primary key, and no further than the limit.
 */
export async function refuseFastStarts(db: TenantDb, tenantId: TenantId, nowMs: number): Promise<void> {
  const [from, to] = [firstIdAt(nowMs - WINDOW_MS), firstIdAt(nowMs + 1)];
  const [row] = await db.$queryRaw<{ most: number; started: number }[]>`
    SELECT l.starts_per_minute AS most, (SELECT count(*)::int FROM (SELECT 1 FROM run r
             WHERE r.tenant_id = ${tenantId}::uuid AND r.id >= ${from}::uuid AND r.id < ${to}::uuid
             LIMIT l.starts_per_minute) AS recent) AS started
      FROM run_limits_of(${tenantId}::uuid) AS l`;
  if (row && row.started >= row.most)
    throw new ProblemError(
      "rate-limited",
      `This tenant may start ${row.most} runs a minute. Nothing was started. Wait a few seconds and try again, or let an administrator raise the limit on the workers page.`,
    );
}
