import type { Actor } from "@/lib/governance/access/actor";
import { withPlaces } from "@/lib/harness/canvas/with-places";
import { requireDraft } from "@/lib/harness/drafts/data.server";
import type { DraftEdits } from "@/lib/harness/drafts/schema";
import { storeDraft } from "@/lib/harness/drafts/store-draft.server";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import type { Command } from "@/lib/harness/graph/command";
import type { Draft } from "@/lib/harness/graph/draft";
import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { renameSteps } from "@/lib/release/expressions/rename-steps";

/**
 * Applies edits to the stored draft, which is never taken from the client. All of them or none; the same batch once,
 * however often it is sent. Steps that are added without places get some. Errors: `conflict` when somebody saved since `baseRev`; `invalid` when an edit does not fit.
 */
export async function saveDraft(db: TenantDb, actor: Actor, slug: string, edits: DraftEdits): Promise<{ rev: number }> {
  const { row, draft, known } = await openBatch(db, actor, slug, edits);
  if (known !== null) return { rev: known };
  const next = withPlaces(applyAll(draft, edits.commands), draft);
  const batch = { id: edits.batchId, commands: edits.commands };
  return { rev: await storeDraft(db, actor, { id: row.id, rev: row.rev, draft }, { draft: next, batch }) };
}

/** The draft for one batch of edits, alone until the transaction ends; `known`: the revision that the batch made before. */
export async function openBatch(
  db: TenantDb,
  actor: Actor,
  slug: string,
  { baseRev, batchId }: Pick<DraftEdits, "baseRev" | "batchId">,
) {
  const { tenantId } = actor;
  await lockTransaction(db, `draft:${tenantId}:${slug}`);
  const { row, draft } = await requireDraft(db, actor, slug);
  const before = await db.draftOp.findFirst({
    where: { tenantId, draftId: row.id, batchId },
    select: { rev: true },
  });
  if (!before && row.rev !== baseRev)
    throw new ProblemError(
      "conflict",
      `The draft is at revision ${row.rev}; your edits are based on ${baseRev}. Load it again and repeat them.`,
    );
  return { row, draft, known: before?.rev ?? null };
}

function applyAll(draft: Draft, commands: readonly Command[]): Draft {
  let next = draft;
  for (const [index, command] of commands.entries()) {
    const applied = applyCommand(next, command, renameSteps);
    if (!applied.ok)
      throw new ProblemError("invalid", "Nothing was saved: one edit does not fit the draft.", [
        { pointer: `/commands/${index}`, message: applied.refusal },
      ]);
    next = applied.draft;
  }
  return next;
}
