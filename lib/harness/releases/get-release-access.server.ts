import type { Actor } from "@/lib/governance/access/actor";
import { listModelRefs } from "@/lib/governance/models/list-model-refs.server";
import { type AskPolicies, askActivePolicies } from "@/lib/governance/policies/ask-active-policies.server";
import { findActivePolicies } from "@/lib/governance/policies/data.server";
import { requireRelease } from "@/lib/harness/promotion/data.server";
import { accessChanges } from "@/lib/harness/releases/access-changes";
import { type Access, accessOf } from "@/lib/harness/releases/access-of";
import { findCompared } from "@/lib/harness/releases/data.server";
import type { AccessAnswer, ReleaseAccess } from "@/lib/harness/releases/schema";
import { findBoundModels } from "@/lib/harness/slots/data.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { withBoundModels } from "@/lib/release/bound-models";
import { Program } from "@/lib/release/program";

type Asked = { releaseId: string; environment: "staging" | "production" };

/**
 * What a release can reach, with the answer of the policies in force in that environment, beside the release that it would
 * take the place of. Both are asked now: what differs is what the release changes. Throws `not-found`.
 */
export async function getReleaseAccess(
  db: TenantDb,
  actor: Actor,
  slug: string,
  { releaseId, environment }: Asked,
): Promise<ReleaseAccess> {
  const { tenantId } = actor;
  const { harness, release } = await requireRelease(db, actor, slug, releaseId);
  const routes = await db.environmentRoute.findMany({ where: { tenantId, harnessId: harness.id } });
  const other = await findCompared(db, release, routes, environment);
  const models = new Map((await listModelRefs(db, tenantId)).map((model) => [model.ref, model]));
  const ask = await askActivePolicies(db, tenantId, { harnessSlug: slug, environment });
  const { [environment]: bound } = await findBoundModels(db, tenantId, harness.id);
  const reach = (row: { program: unknown } | null) =>
    row ? accessOf(withBoundModels(Program.parse(row.program), bound), models) : [];
  return {
    environment,
    comparedTo: other?.number ?? null,
    policyVersion: (await findActivePolicies(db, tenantId))?.version ?? 0,
    items: accessChanges(reach(other), reach(release), (access) => answerTo(access, ask)),
  };
}

const UNASKED: AccessAnswer = { verdict: "unasked", why: null, policies: [], conditional: [] };

function answerTo({ action }: Access, ask: AskPolicies): AccessAnswer {
  if (!action) return UNASKED;
  const { verdict, why, reasons, conditional } = ask(action);
  return {
    ...{ verdict, why },
    policies: reasons.map((reason) => reason.title),
    conditional: conditional.map(({ title, effect }) => ({ title, effect })),
  };
}
