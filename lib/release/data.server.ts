import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { Manifest } from "@/lib/release/manifest";
import { Program } from "@/lib/release/program";
import { ReadinessReport } from "@/lib/release/readiness-report";
import { RunOutcome } from "@/lib/release/run-outcome";
import { CassetteMode } from "@/lib/release/run-request";

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

/** Who revoked a release, and why; null when nobody did. Nothing starts a run of a revoked one. */
export async function findRevocation(db: TenantDb, tenantId: TenantId, releaseId: string) {
  return await db.releaseRevocation.findFirst({
    where: { tenantId, releaseId },
    select: { by: true, reason: true, at: true },
  });
}

/** The release that an environment runs, or null. */
export async function findRoutedRelease(db: TenantDb, tenantId: TenantId, harnessId: string, environment: string) {
  const route = await db.environmentRoute.findFirst({
    where: { tenantId, harnessId, environment },
    select: { releaseId: true },
  });
  return route ? await findRelease(db, tenantId, route.releaseId) : null;
}

/** How test runs of a harness's draft use cassettes, or null: not at all. */
export async function findCassetteMode(
  db: TenantDb,
  tenantId: TenantId,
  harnessId: string,
): Promise<CassetteMode | null> {
  const row = await db.cassetteMode.findFirst({ where: { tenantId, harnessId }, select: { mode: true } });
  return row && CassetteMode.parse(row.mode);
}

/** What came of a run so far, or null when the tenant has none with this id. */
export async function findRunOutcome(db: TenantDb, tenantId: TenantId, runId: string): Promise<RunOutcome | null> {
  return (await findRunOutcomes(db, tenantId, [runId]))[0] ?? null;
}

/** What came of several runs so far, in no order. Unknown ids are left out. */
export async function findRunOutcomes(db: TenantDb, tenantId: TenantId, runIds: string[]): Promise<RunOutcome[]> {
  const rows = await db.run.findMany({ where: { tenantId, id: { in: runIds } } });
  return rows.map(({ id, costMicros, queuedAt, startedAt, endedAt, ...row }) =>
    RunOutcome.parse({
      ...row,
      runId: id,
      costMicros: Number(costMicros),
      queuedAt: queuedAt.getTime(),
      startedAt: startedAt?.getTime() ?? null,
      endedAt: endedAt?.getTime() ?? null,
    }),
  );
}
