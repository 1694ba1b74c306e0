import { findLackingBelow, findRevokedBelow } from "@/lib/harness/releases/releases-below.server";
import type { ReleaseEnvironment } from "@/lib/harness/variables/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { Finding } from "@/lib/release/readiness-report";

type Below = { slug: string; name: string; number: number };
type Place = { releaseId: string; environments: readonly ReleaseEnvironment[] };

/**
 * Steps of a release, at any depth, that run a release which was revoked, or one that reads a variable which an environment
 * lacks. Each blocks the environments that it names, or all.
 */
export async function findBrokenSteps(
  db: TenantDb,
  tenantId: TenantId,
  { releaseId, environments }: Place,
): Promise<Finding[]> {
  const findings = (await findRevokedBelow(db, tenantId, releaseId)).map((one) =>
    broken(one, `which was revoked: ${one.reason}`),
  );
  for (const environment of environments)
    for (const one of await findLackingBelow(db, tenantId, { releaseId, environment })) {
      const why = `which reads vars.${one.variable}. It has no value in ${environment}: set it under Variables.`;
      findings.push({ ...broken(one, why), environments: [environment] });
    }
  return findings;
}

/** Throws `not-promotable` when a release has such a step. */
export async function refuseBrokenSteps(
  db: TenantDb,
  tenantId: TenantId,
  { releaseId, environment }: { releaseId: string; environment: ReleaseEnvironment },
): Promise<void> {
  const findings = await findBrokenSteps(db, tenantId, { releaseId, environments: [environment] });
  if (findings.length === 0) return;
  const errors = findings.map(({ field, explanation }) => ({ pointer: `/${field}`, message: explanation }));
  throw new ProblemError("not-promotable", errors.map(({ message }) => message).join(" "), errors);
}

const broken = ({ slug, name, number }: Below, why: string): Finding => ({
  ...{ rule: "broken-step", severity: "block", field: `subflows/${slug}@${number}` },
  explanation: `It runs r${number} of ${name} in a step, ${why}`,
});
