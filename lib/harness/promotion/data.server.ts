import type { Actor } from "@/lib/governance/access/actor";
import { requireHarness } from "@/lib/harness/harnesses/data.server";
import type { PromotionCheck, WaiverView } from "@/lib/harness/promotion/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/** Waivers of a harness that hold now, newest first. */
export async function listWaivers(db: TenantDb, tenantId: TenantId, harnessId: string): Promise<WaiverView[]> {
  const rows = await db.readinessWaiver.findMany({
    where: { tenantId, harnessId, revokedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { at: "desc" },
  });
  return rows.map(({ id, rule, nodeKey, reason, by, at, expiresAt }) => ({
    ...{ id, rule, nodeKey, reason, by },
    at: at.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}

/** What people said of a release, newest first. */
export async function listReviews(
  db: TenantDb,
  tenantId: TenantId,
  releaseId: string,
): Promise<PromotionCheck["reviews"]> {
  const rows = await db.releaseReview.findMany({ where: { tenantId, releaseId }, orderBy: { at: "desc" }, take: 100 });
  return rows.map(({ id, by, verdict, comment, at }) => ({
    ...{ id, by, comment, at: at.toISOString() },
    verdict: verdict === "reject" ? "reject" : "approve",
  }));
}

/** A frozen release of a harness, by id. Throws `not-found`; candidates are never promoted. */
export async function requireRelease(db: TenantDb, actor: Actor, slug: string, releaseId: string) {
  const harness = await requireHarness(db, actor, slug);
  const release = await db.release.findFirst({
    where: { tenantId: actor.tenantId, harnessId: harness.id, id: releaseId, state: "released" },
  });
  if (!release) throw new ProblemError("not-found");
  return { harness, release };
}
