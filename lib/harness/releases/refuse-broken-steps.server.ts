import { findRevokedBelow } from "@/lib/harness/releases/releases-below.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/** Throws `not-promotable` when a step of a release, at any depth, runs a release that was revoked. */
export async function refuseBrokenSteps(db: TenantDb, tenantId: TenantId, releaseId: string): Promise<void> {
  const revoked = await findRevokedBelow(db, tenantId, releaseId);
  if (revoked.length === 0) return;
  const errors = revoked.map(({ slug, name, number, reason }) => ({
    pointer: `/subflows/${slug}@${number}`,
    message: `It runs r${number} of ${name} in a step, which was revoked: ${reason}`,
  }));
  throw new ProblemError("not-promotable", errors.map(({ message }) => message).join(" "), errors);
}
