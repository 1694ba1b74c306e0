import type { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { loadLibrary } from "@/lib/harness/compile/load-library.server";
import { requireDraft } from "@/lib/harness/drafts/data.server";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { createRelease } from "@/lib/harness/releases/mutations.server";
import { extractSubflow } from "@/lib/harness/subflows/extract-subflow";
import type { CreatedSubflow, NewSubflow } from "@/lib/harness/subflows/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";

/**
 * Makes selected steps of the stored draft a harness of their own and releases it; all of it or nothing. The draft itself
 * is edited by the command that comes back, so that the edit has its place in the history and can be undone. Errors:
 * `invalid` with the reason when the steps cannot stand alone; `not-releasable` with the findings; `not-found`.
 */
export async function createSubflow(
  db: TenantDb,
  actor: Actor,
  slug: string,
  { name, nodes }: z.infer<typeof NewSubflow>,
): Promise<z.infer<typeof CreatedSubflow>> {
  const { draft } = await requireDraft(db, actor, slug);
  if (!actor.scopes.has("harness:write"))
    throw new ProblemError("forbidden", 'This makes a harness, which needs the right "harness:write".');
  const source = await loadLibrary(db, actor.tenantId);
  const extraction = extractSubflow(draft, new Set(nodes), { name, source });
  if (!extraction.ok) throw new ProblemError("invalid", extraction.refusal);
  const harness = await createHarness(db, actor, name, extraction.draft);
  const release = await createRelease(db, actor, harness.slug);
  await appendAuditEvent(db, actor, {
    action: "harness.extract",
    target: `harness:${slug}`,
    detail: { subflow: harness.slug, release: release.number, steps: nodes.length },
  });
  const pinned = { harness: harness.slug, release: release.number };
  return { ...pinned, command: extraction.replaceBy(pinned) };
}
