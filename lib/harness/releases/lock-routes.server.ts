import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/**
 * Waits for whoever changes what the environments of a tenant run, or what that needs. One lock for all harnesses: a release
 * in an environment runs releases of others. Take it before any other lock.
 */
export const lockRoutes = (db: TenantDb, tenantId: TenantId): Promise<void> =>
  lockTransaction(db, `routes:${tenantId}`);
