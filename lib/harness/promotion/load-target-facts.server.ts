import type { Actor } from "@/lib/governance/access/actor";
import { Role, type Scope, scopesOf } from "@/lib/governance/access/scopes";
import { listModelRefs } from "@/lib/governance/models/list-model-refs.server";
import {
  askActivePolicies,
  modelVerdicts,
  standingVerdict,
} from "@/lib/governance/policies/ask-active-policies.server";
import type { Library } from "@/lib/harness/compile/library";
import { findEvidence } from "@/lib/harness/experiments/find-evidence.server";
import { ownerOf } from "@/lib/harness/harnesses/data.server";
import { memoryStep, memoryUse, readKnowledge, stepActionId, stepActions } from "@/lib/harness/readiness/step-actions";
import type { TargetFacts } from "@/lib/harness/readiness/target-facts";
import { toolFingerprint } from "@/lib/harness/readiness/tool-fingerprint";
import { findBoundModels } from "@/lib/harness/slots/data.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { MemoryScopeName } from "@/lib/release/memory-grants";
import type { ProgramNode } from "@/lib/release/program";

/** The models of a tenant with what its policies say when the harness calls them. */
async function modelsOf(db: TenantDb, tenantId: TenantId, slug: string): Promise<TargetFacts["models"]> {
  const models = await listModelRefs(db, tenantId);
  const asked = models.map(({ ref, provider, simulated }) => ({ ref, provider, external: !simulated }));
  const verdicts = await modelVerdicts(db, tenantId, slug, asked);
  return models.map(({ provider: _provider, ...model }) => ({ ...model, verdict: verdicts[model.ref] }));
}

/** Names of the variables that have a value in staging and in production. */
async function valuesOf(db: TenantDb, tenantId: TenantId): Promise<NonNullable<TargetFacts["variables"]>> {
  const rows = await db.environmentBinding.findMany({
    where: { tenantId, kind: "var" },
    select: { name: true, env: true },
  });
  const namesIn = (env: string) => rows.filter((row) => row.env === env).map(({ name }) => name);
  return { staging: namesIn("staging"), production: namesIn("production") };
}

type Nodes = readonly Pick<ProgramNode, "kind" | "config">[];
type About = {
  harness: { id: string; slug: string; createdBy: string; ownerId: string | null };
  registry: Library;
  releaseId: string | null;
  /** The steps that policies are asked about. */
  nodes: Nodes;
};

/** What the policies say when the steps do what they do, and of every knowledge and memory that one could be given. */
async function stepVerdictsOf(db: TenantDb, tenantId: TenantId, { harness, registry, nodes }: About) {
  const ask = await askActivePolicies(db, tenantId, { harnessSlug: harness.slug, environment: "production" });
  const rights = ["read", "write"] as const;
  const memories = MemoryScopeName.options.flatMap((scope) =>
    rights.flatMap((right) => [memoryUse(scope, right), memoryStep(scope, right)]),
  );
  const knowledge = [...(registry.knowledge?.keys() ?? [])].map(readKnowledge);
  const actions = [...nodes.flatMap(stepActions), ...knowledge, ...memories];
  return Object.fromEntries(actions.map((one) => [stepActionId(one), standingVerdict(ask(one.action))]));
}

/** What is around a harness where it shall run: people, secrets, models, tools as they are now, experiments. */
export async function loadTargetFacts(db: TenantDb, { tenantId }: Actor, about: About): Promise<TargetFacts> {
  const { harness, registry, releaseId } = about;
  const stepVerdicts = await stepVerdictsOf(db, tenantId, about);
  const members = await db.membership.findMany({ where: { tenantId }, select: { userId: true, role: true } });
  const secrets = await db.secret.findMany({ where: { tenantId }, select: { name: true, allowedHosts: true } });
  const tenant = await db.tenant.findFirstOrThrow({ where: { tenantId }, select: { fourEyes: true } });
  const stagingRun = releaseId
    ? await db.run.findFirst({
        where: { tenantId, releaseId, environment: "staging", endedAt: { not: null } },
        select: { id: true },
      })
    : null;
  const may = (role: string, scope: Scope) => scopesOf(Role.parse(role)).has(scope);
  return {
    hasOwner: members.some((member) => `user:${member.userId}` === ownerOf(harness)),
    secrets: secrets.map(({ name, allowedHosts }) => ({ name, hosts: allowedHosts })),
    variables: await valuesOf(db, tenantId),
    slots: await findBoundModels(db, tenantId, harness.id),
    models: await modelsOf(db, tenantId, harness.slug),
    stepVerdicts,
    toolHashes: Object.fromEntries([...registry.tools].map(([key, tool]) => [key, toolFingerprint(tool)])),
    evidence: await findEvidence(db, tenantId, harness.id),
    fourEyes: tenant.fourEyes,
    promoters: members.filter(({ role }) => may(role, "release:promote")).length,
    approvers: members.filter(({ role }) => may(role, "run:approve")).map(({ userId }) => userId),
    ranInStaging: releaseId ? stagingRun !== null : null,
  };
}
