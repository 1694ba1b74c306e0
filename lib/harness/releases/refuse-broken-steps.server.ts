import { findLackingBelow, findRevokedBelow } from "@/lib/harness/releases/releases-below.server";
import type { ReleaseEnvironment } from "@/lib/harness/variables/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/**
 * Throws `not-promotable` when a step of a release, at any depth, runs a release that was revoked, or one that reads a
 * variable which the environment lacks.
 */
export async function refuseBrokenSteps(
  db: TenantDb,
  tenantId: TenantId,
  change: { releaseId: string; environment: ReleaseEnvironment },
): Promise<void> {
  const revoked = await findRevokedBelow(db, tenantId, change.releaseId);
  const lacking = await findLackingBelow(db, tenantId, change);
  const errors = [
    ...revoked.map((one) => broken(one, `which was revoked: ${one.reason}`)),
    ...lacking.map((one) =>
      broken(
        one,
        `which reads vars.${one.variable}. It has no value in ${change.environment}: set it under Variables.`,
      ),
    ),
  ];
  if (errors.length > 0)
    throw new ProblemError("not-promotable", errors.map(({ message }) => message).join(" "), errors);
}

const broken = ({ slug, name, number }: { slug: string; name: string; number: number }, why: string) => ({
  pointer: `/subflows/${slug}@${number}`,
  message: `It runs r${number} of ${name} in a step, ${why}`,
});
