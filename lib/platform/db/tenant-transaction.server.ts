import { prisma } from "@/lib/platform/db/prisma.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { Prisma } from "@/prisma/generated/client";

/** A transaction whose rows are those of one tenant. */
export type TenantDb = Prisma.TransactionClient;

/**
 * One unit of work for one tenant: an interactive transaction whose first statement sets the tenant for row level
 * security. Callers use `withTenant` of lib/governance/access, which checks the scope first.
 */
export function tenantTransaction<T>(tenantId: TenantId, work: (db: TenantDb) => Promise<T>): Promise<T> {
  return prisma().$transaction(async (db) => {
    await db.$queryRaw`SELECT set_config('app.tenant_id', ${tenantId}, true)`;
    return await work(db);
  });
}
