import { StoredRunLimits } from "@/lib/governance/limits/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/** The limits of a tenant: its own, or the defaults of the installation. */
export async function getRunLimits(db: TenantDb, tenantId: TenantId): Promise<StoredRunLimits> {
  const [row] = await db.$queryRaw<unknown[]>`
    SELECT concurrent_runs AS "concurrentRuns", concurrent_runs_per_harness AS "concurrentRunsPerHarness",
           starts_per_minute AS "startsPerMinute", concurrent_calls_per_provider AS "concurrentCallsPerProvider",
           calls_per_minute_per_provider AS "callsPerMinutePerProvider", rev
      FROM run_limits_of(${tenantId}::uuid)`;
  return StoredRunLimits.parse(row);
}
