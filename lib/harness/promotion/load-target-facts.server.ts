import type { Actor } from "@/lib/governance/access/actor";
import { Role, scopesOf } from "@/lib/governance/access/scopes";
import type { Library } from "@/lib/harness/compile/library";
import { listModelRefs } from "@/lib/harness/drafts/list-model-refs.server";
import { findEvidence } from "@/lib/harness/experiments/find-evidence.server";
import type { TargetFacts } from "@/lib/harness/readiness/target-facts";
import { toolFingerprint } from "@/lib/harness/readiness/tool-fingerprint";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";

type About = { harness: { id: string; createdBy: string }; registry: Library; releaseId: string | null };

/** What is around a harness where it shall run: people, secrets, models, tools as they are now, experiments. */
export async function loadTargetFacts(db: TenantDb, { tenantId }: Actor, about: About): Promise<TargetFacts> {
  const { harness, registry, releaseId } = about;
  const members = await db.membership.findMany({ where: { tenantId }, select: { userId: true, role: true } });
  const secrets = await db.secret.findMany({ where: { tenantId }, select: { name: true, allowedHosts: true } });
  const tenant = await db.tenant.findFirstOrThrow({ where: { tenantId }, select: { fourEyes: true } });
  const stagingRun = releaseId
    ? await db.run.findFirst({
        where: { tenantId, releaseId, environment: "staging", endedAt: { not: null } },
        select: { id: true },
      })
    : null;
  const mayPromote = (role: string) => scopesOf(Role.parse(role)).has("release:promote");
  return {
    hasOwner: members.some((member) => `user:${member.userId}` === harness.createdBy),
    secrets: secrets.map(({ name, allowedHosts }) => ({ name, hosts: allowedHosts })),
    models: await listModelRefs(db, tenantId),
    toolHashes: Object.fromEntries([...registry.tools].map(([key, tool]) => [key, toolFingerprint(tool)])),
    evidence: await findEvidence(db, tenantId, harness.id),
    fourEyes: tenant.fourEyes,
    promoters: members.filter((member) => mayPromote(member.role)).length,
    ranInStaging: releaseId ? stagingRun !== null : null,
  };
}
