import type { Actor } from "@/lib/governance/access/actor";
import { toolVerdicts } from "@/lib/governance/policies/ask-active-policies.server";
import type { Library } from "@/lib/harness/compile/library";
import { loadLibrary } from "@/lib/harness/compile/load-library.server";
import { requireDraft } from "@/lib/harness/drafts/data.server";
import type { Draft } from "@/lib/harness/graph/draft";
import { loadTargetFacts } from "@/lib/harness/promotion/load-target-facts.server";
import { assessReadiness } from "@/lib/harness/readiness/assess-readiness";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { Evidence } from "@/lib/release/evidence";
import type { ReadinessReport } from "@/lib/release/readiness-report";

export type Prepared = {
  harness: { id: string; projectId: string; slug: string };
  draftId: string;
  draft: Draft;
  rev: number;
  library: Library;
  report: ReadinessReport;
  /** Verdicts of experiments about this harness, newest first. */
  evidence: Evidence[];
};

/** The stored draft with everything that it may use, and what the readiness rules say of it now. Throws `not-found`. */
export async function prepareDraft(db: TenantDb, actor: Actor, slug: string): Promise<Prepared> {
  const { harness, row, draft } = await requireDraft(db, actor, slug);
  const library = await loadLibrary(db, actor.tenantId);
  const verdicts = await toolVerdicts(db, actor.tenantId, slug, [...library.tools.values()]);
  const tenant = await db.tenant.findFirstOrThrow({ where: { tenantId: actor.tenantId }, select: { demo: true } });
  const facts = await loadTargetFacts(db, actor, { harness, registry: library, releaseId: null, nodes: draft.nodes });
  const report = assessReadiness({ draft, library, verdicts, isDemo: tenant.demo, facts });
  return { harness, draftId: row.id, draft, rev: row.rev, library, report, evidence: facts.evidence };
}
