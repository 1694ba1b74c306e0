import type { z } from "zod";
import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { requireHarness } from "@/lib/harness/harnesses/data.server";
import { listWaivers, requireRelease } from "@/lib/harness/promotion/data.server";
import type { NewReview, NewWaivers } from "@/lib/harness/promotion/schema";
import { RULES } from "@/lib/harness/readiness/assess-readiness";
import { refuseRevoked } from "@/lib/harness/releases/revoke-release.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { newId } from "@/lib/platform/ids/new-id.server";

const DAY_MS = 86_400_000;

/** A person answers for findings of a harness, for some days. A finding that blocks stays blocking. Errors: `not-found`, `invalid`. */
export async function waiveFindings(
  db: TenantDb,
  actor: Actor,
  slug: string,
  wanted: z.infer<typeof NewWaivers>,
  now: Date,
) {
  const { tenantId } = actor;
  const harness = await requireHarness(db, actor, slug);
  const known = new Set(RULES.map((rule) => rule.name));
  const unknown = wanted.findings.find((finding) => !known.has(finding.rule));
  if (unknown) throw new ProblemError("invalid", `There is no rule "${unknown.rule}".`);
  await db.readinessWaiver.createMany({
    data: wanted.findings.map(({ rule, nodeKey }) => ({
      ...{ tenantId, id: newId(), harnessId: harness.id, rule, nodeKey, reason: wanted.reason, by: actorRef(actor) },
      at: now,
      expiresAt: new Date(now.getTime() + wanted.days * DAY_MS),
    })),
  });
  await appendAuditEvent(db, actor, {
    action: "readiness.waive",
    target: `harness:${slug}`,
    detail: {
      findings: wanted.findings.map(({ rule, nodeKey }) => (nodeKey ? `${rule} ${nodeKey}` : rule)),
      ...{ reason: wanted.reason, days: wanted.days },
    },
  });
  return { items: await listWaivers(db, tenantId, harness.id) };
}

/** Ends a waiver now. Errors: `not-found`. */
export async function revokeWaiver(
  db: TenantDb,
  actor: Actor,
  slug: string,
  waiverId: string,
  now: Date,
): Promise<void> {
  const { tenantId } = actor;
  const harness = await requireHarness(db, actor, slug);
  const { count } = await db.readinessWaiver.updateMany({
    where: { tenantId, harnessId: harness.id, id: waiverId, revokedAt: null },
    data: { revokedAt: now },
  });
  if (count === 0) throw new ProblemError("not-found");
  await appendAuditEvent(db, actor, { action: "readiness.unwaive", target: `harness:${slug}`, detail: { waiverId } });
}

/** Says that a release is good, or not. The newest word of each person counts. Errors: `not-found`, `release-revoked`. */
export async function reviewRelease(
  db: TenantDb,
  actor: Actor,
  slug: string,
  releaseId: string,
  review: z.infer<typeof NewReview>,
) {
  const { tenantId } = actor;
  const { release } = await requireRelease(db, actor, slug, releaseId);
  await refuseRevoked(db, tenantId, releaseId);
  const id = newId();
  await db.releaseReview.create({ data: { tenantId, releaseId: release.id, id, by: actorRef(actor), ...review } });
  await appendAuditEvent(db, actor, {
    action: `release.${review.verdict}`,
    target: `release:${releaseId}`,
    detail: { harness: slug, number: release.number },
  });
  return { id };
}
