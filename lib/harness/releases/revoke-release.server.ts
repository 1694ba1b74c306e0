import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { requireStepUp } from "@/lib/governance/access/require-step-up";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { requireRelease } from "@/lib/harness/promotion/data.server";
import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { findRevocation } from "@/lib/release/data.server";
import { NODE_CONFIG } from "@/lib/release/node-config";
import { Program } from "@/lib/release/program";

/** Name of the lock behind which an environment gets another release, or a release is revoked. */
export const routeLock = (tenantId: TenantId, harnessId: string, environment: string): string =>
  `route:${tenantId}:${harnessId}:${environment}`;

/** Throws `release-revoked`. Call it behind the lock of the route. */
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
  const { harness, release } = await requireRelease(db, actor, slug, releaseId);
  for (const environment of ["production", "staging"])
    await lockTransaction(db, routeLock(tenantId, harness.id, environment));
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

/** What runs a release now: environments, and releases in environments that have a step which runs it. */
async function usersOf(db: TenantDb, tenantId: TenantId, releaseId: string) {
  const routes = await db.environmentRoute.findMany({ where: { tenantId }, orderBy: { environment: "asc" } });
  const releases = await db.release.findMany({
    where: { tenantId, id: { in: [...new Set(routes.map((route) => route.releaseId))] } },
    select: { id: true, number: true, harnessId: true, program: true },
  });
  const harnesses = await db.harness.findMany({
    where: { tenantId, id: { in: releases.map((one) => one.harnessId) } },
    select: { id: true, slug: true, name: true },
  });
  const harnessOf = new Map(harnesses.map((one) => [one.id, one]));
  const programOf = new Map(releases.map((one) => [one.id, one]));
  return routes.flatMap((route) => {
    const { environment } = route;
    if (route.releaseId === releaseId)
      return [{ pointer: `/environments/${environment}`, sentence: `It runs in ${environment}.` }];
    const live = programOf.get(route.releaseId);
    if (!live || !runsAsStep(Program.parse(live.program), releaseId)) return [];
    const { slug, name } = harnessOf.get(live.harnessId) ?? { slug: "", name: "" };
    return [
      {
        pointer: `/harnesses/${slug}/environments/${environment}`,
        sentence: `r${live.number} of ${name}, which runs in ${environment}, has a step that runs it.`,
      },
    ];
  });
}

const runsAsStep = ({ nodes }: Program, releaseId: string): boolean =>
  nodes.some(({ kind, config }) => kind === "subflow" && NODE_CONFIG.subflow.parse(config).releaseId === releaseId);
