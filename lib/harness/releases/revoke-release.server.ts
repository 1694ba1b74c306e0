import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { requireStepUp } from "@/lib/governance/access/require-step-up";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { requireRelease } from "@/lib/harness/promotion/data.server";
import { lockRoutes } from "@/lib/harness/releases/lock-routes.server";
import { findRoutedReleases } from "@/lib/harness/releases/releases-below.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { findRevocation } from "@/lib/release/data.server";
import { Prisma } from "@/prisma/generated/client";

/** Throws `release-revoked`. */
export async function refuseRevoked(db: TenantDb, tenantId: TenantId, releaseId: string): Promise<void> {
  const revocation = await findRevocation(db, tenantId, releaseId);
  if (revocation)
    throw new ProblemError("release-revoked", `It does not run again. The reason was: ${revocation.reason}`);
}

/**
 * Ends a release for good: nothing starts a run of it any more; runs under way go on to their end. Errors: `not-found`,
 * `release-revoked` (before), `release-in-use` (an environment runs it, or a release that uses it), `step-up-required`.
 */
export async function revokeRelease(
  db: TenantDb,
  actor: Actor,
  slug: string,
  { releaseId, reason, now }: { releaseId: string; reason: string; now: Date },
): Promise<void> {
  const { tenantId } = actor;
  await lockRoutes(db, tenantId);
  const { release } = await requireRelease(db, actor, slug, releaseId);
  await refuseRevoked(db, tenantId, releaseId);
  const users = await usersOf(db, tenantId, releaseId);
  if (users.length > 0)
    throw new ProblemError(
      "release-in-use",
      `Nothing was revoked. ${users.map((user) => user.sentence).join(" ")} Roll back first, or promote another release.`,
      users.map(({ pointer, sentence }) => ({ pointer, message: sentence })),
    );
  requireStepUp(actor, now);
  await db.releaseRevocation.create({ data: { tenantId, releaseId, reason, by: actorRef(actor), at: now } });
  await appendAuditEvent(db, actor, {
    action: "release.revoke",
    target: `release:${releaseId}`,
    detail: { harness: slug, number: release.number, reason },
  });
}

/** What runs a release now: environments, and releases in environments that run it in a step, at any depth. */
async function usersOf(db: TenantDb, tenantId: TenantId, releaseId: string) {
  const routed = await findRoutedReleases(db, tenantId, Prisma.sql`used.id = ${releaseId}::uuid`);
  return routed.map(({ harness, environment, number, ...live }) =>
    live.releaseId === releaseId
      ? { pointer: `/environments/${environment}`, sentence: `It runs in ${environment}.` }
      : {
          pointer: `/harnesses/${harness.slug}/environments/${environment}`,
          sentence: `r${number} of ${harness.name}, which runs in ${environment}, runs it in a step.`,
        },
  );
}
