import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";

/** Waits for the named lock and holds it until the transaction ends. Name it with the tenant inside. */
export async function lockTransaction(db: TenantDb, name: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}
