import type { Actor } from "@/lib/governance/access/actor";
import { toolVerdicts } from "@/lib/governance/policies/data.server";
import { loadLibrary } from "@/lib/harness/compile/load-library.server";
import type { DraftView, LibraryView } from "@/lib/harness/drafts/schema";
import { Draft } from "@/lib/harness/graph/draft";
import { requireHarness } from "@/lib/harness/harnesses/data.server";
import { assessReadiness } from "@/lib/harness/readiness/assess-readiness";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { ReadinessReport } from "@/lib/release/readiness-report";
import { SANDBOX_MODELS } from "@/lib/release/sandbox-models";

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

/** Everything that a draft of this harness may use now. Throws `not-found`. */
export async function getLibrary(db: TenantDb, actor: Actor, slug: string): Promise<LibraryView> {
  const { tenantId } = actor;
  await requireHarness(db, actor, slug);
  const library = await loadLibrary(db, tenantId);
  const tools = [...library.tools.values()];
  const connections = await db.providerConnection.findMany({
    where: { tenantId, NOT: [{ kind: "sandbox" }, { state: "disabled" }] },
    include: { cards: true },
  });
  const tenant = await db.tenant.findFirstOrThrow({ where: { tenantId }, select: { demo: true } });
  return {
    tools,
    verdicts: await toolVerdicts(db, tenantId, slug, tools),
    prompts: [...library.prompts].map(([key, revisions]) => ({ key, revisions: [...revisions] })),
    models: [
      ...connections.flatMap((one) =>
        one.cards.map((card) => ({ ref: `${one.name}/${card.modelId}`, simulated: false })),
      ),
      ...SANDBOX_MODELS.map((ref) => ({ ref, simulated: true })),
    ],
    isDemo: tenant.demo,
  };
}

/** The readiness of the draft as it is stored, with what the active policies say. */
export async function getReadiness(db: TenantDb, actor: Actor, slug: string): Promise<ReadinessReport> {
  const { draft } = await requireDraft(db, actor, slug);
  const library = await loadLibrary(db, actor.tenantId);
  const verdicts = await toolVerdicts(db, actor.tenantId, slug, [...library.tools.values()]);
  const tenant = await db.tenant.findFirstOrThrow({ where: { tenantId: actor.tenantId }, select: { demo: true } });
  return assessReadiness({ draft, library, verdicts, isDemo: tenant.demo });
}
