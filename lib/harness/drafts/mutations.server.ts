import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { requireDraft } from "@/lib/harness/drafts/data.server";
import type { DraftChange } from "@/lib/harness/drafts/schema";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import { Draft } from "@/lib/harness/graph/draft";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { checksum } from "@/lib/release/checksum.server";

/**
 * Applies edits to the stored draft, which is never taken from the client. All of them or none. Errors: `conflict` when
 * somebody saved since `baseRev`; `invalid` when an edit does not fit.
 */
export async function saveDraft(
  db: TenantDb,
  actor: Actor,
  slug: string,
  change: DraftChange,
): Promise<{ rev: number }> {
  const { tenantId } = actor;
  const { row, draft } = await requireDraft(db, actor, slug);
  const before = await db.draftOp.findFirst({
    where: { tenantId, draftId: row.id, batchId: change.batchId },
    select: { rev: true },
  });
  if (before) return { rev: before.rev };
  if (row.rev !== change.baseRev)
    throw new ProblemError(
      "conflict",
      `The draft is at revision ${row.rev}; your edits are based on ${change.baseRev}. Load it again and repeat them.`,
    );
  let next = draft;
  for (const [index, command] of change.commands.entries()) {
    const applied = applyCommand(next, command);
    if (!applied.ok)
      throw new ProblemError("invalid", "Nothing was saved: one edit does not fit the draft.", [
        { pointer: `/commands/${index}`, message: applied.refusal },
      ]);
    next = applied.draft;
  }
  const doc = Draft.parse(next);
  const rev = row.rev + 1;
  const { count } = await db.draft.updateMany({
    where: { tenantId, id: row.id, rev: row.rev },
    data: { doc, rev, contentHash: checksum(doc), updatedBy: actorRef(actor), updatedAt: new Date() },
  });
  if (count === 0) throw new ProblemError("conflict", "Somebody saved at the same moment. Load the draft again.");
  await db.draftOp.create({
    data: {
      tenantId,
      draftId: row.id,
      rev,
      actorId: actorRef(actor),
      commands: JSON.parse(JSON.stringify(change.commands)),
      batchId: change.batchId,
    },
  });
  return { rev };
}
