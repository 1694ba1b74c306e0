import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { Manifest } from "@/lib/release/manifest";
import { Program } from "@/lib/release/program";
import { ReadinessReport } from "@/lib/release/readiness-report";

/** A release with its content, or null when the tenant has none with this id. */
export async function findRelease(db: TenantDb, tenantId: TenantId, id: string) {
  const row = await db.release.findFirst({ where: { tenantId, id } });
  if (!row) return null;
  return {
    ...row,
    program: Program.parse(row.program),
    manifest: Manifest.parse(row.manifest),
    readiness: ReadinessReport.parse(row.readiness),
  };
}

/** The release that an environment runs, or null. */
export async function findRoutedRelease(db: TenantDb, tenantId: TenantId, harnessId: string, environment: string) {
  const route = await db.environmentRoute.findFirst({
    where: { tenantId, harnessId, environment },
    select: { releaseId: true },
  });
  return route ? await findRelease(db, tenantId, route.releaseId) : null;
}
