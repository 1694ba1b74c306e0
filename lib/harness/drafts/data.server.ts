import type { Actor } from "@/lib/governance/access/actor";
import { toolVerdicts } from "@/lib/governance/policies/ask-active-policies.server";
import { loadLibrary } from "@/lib/harness/compile/load-library.server";
import type { LibraryView } from "@/lib/harness/drafts/library-view";
import type { DraftView } from "@/lib/harness/drafts/schema";
import { Draft } from "@/lib/harness/graph/draft";
import { requireHarness } from "@/lib/harness/harnesses/data.server";
import { loadTargetFacts } from "@/lib/harness/promotion/load-target-facts.server";
import { assessReadiness } from "@/lib/harness/readiness/assess-readiness";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { ReadinessReport } from "@/lib/release/readiness-report";

const NAME = "main";

/** The draft row of a harness, with its document. Throws `not-found`. */
export async function requireDraft(db: TenantDb, actor: Actor, slug: string) {
  const harness = await requireHarness(db, actor, slug);
  const row = await db.draft.findFirstOrThrow({
    where: { tenantId: actor.tenantId, harnessId: harness.id, name: NAME },
  });
  return { harness, row, draft: Draft.parse(row.doc) };
}

export async function getDraft(db: TenantDb, actor: Actor, slug: string): Promise<DraftView> {
  const { harness, row, draft } = await requireDraft(db, actor, slug);
  return {
    harness: { slug: harness.slug, name: harness.name },
    rev: row.rev,
    draft,
    updatedBy: row.updatedBy,
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Everything that a draft of this harness may use now, and what is around it. Throws `not-found`. */
export async function getLibrary(db: TenantDb, actor: Actor, slug: string): Promise<LibraryView> {
  const { tenantId } = actor;
  const { harness, draft } = await requireDraft(db, actor, slug);
  const library = await loadLibrary(db, tenantId);
  const tools = [...library.tools.values()];
  const tenant = await db.tenant.findFirstOrThrow({ where: { tenantId }, select: { demo: true } });
  const facts = await loadTargetFacts(db, actor, { harness, registry: library, releaseId: null, nodes: draft.nodes });
  return {
    tools,
    verdicts: await toolVerdicts(db, tenantId, slug, tools),
    prompts: [...library.prompts].map(([key, revisions]) => ({ key, revisions: [...revisions] })),
    knowledge: [...(library.knowledge?.values() ?? [])],
    variables: [...(library.variables ?? [])].map(([name, type]) => ({ name, type })),
    releases: [...library.releases.values()],
    models: facts.models,
    isDemo: tenant.demo,
    facts,
  };
}

/** The readiness of the draft as it is stored, with policies, people, secrets and experiments as they are now. */
export async function getReadiness(db: TenantDb, actor: Actor, slug: string): Promise<ReadinessReport> {
  const { harness, draft } = await requireDraft(db, actor, slug);
  const library = await loadLibrary(db, actor.tenantId);
  const verdicts = await toolVerdicts(db, actor.tenantId, slug, [...library.tools.values()]);
  const tenant = await db.tenant.findFirstOrThrow({ where: { tenantId: actor.tenantId }, select: { demo: true } });
  const facts = await loadTargetFacts(db, actor, { harness, registry: library, releaseId: null, nodes: draft.nodes });
  return assessReadiness({ draft, library, verdicts, isDemo: tenant.demo, facts });
}
