import type { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { requireDraft } from "@/lib/harness/drafts/data.server";
import { openBatch } from "@/lib/harness/drafts/mutations.server";
import { storeDraft } from "@/lib/harness/drafts/store-draft.server";
import { changesBetween } from "@/lib/harness/graph/draft-change";
import { draftAt } from "@/lib/harness/history/data.server";
import type { RestoreDraft, RestorePoint } from "@/lib/harness/history/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";

/** Brings the draft back to a revision, as one new batch: nothing in the log is lost. Errors: `conflict`, `not-found`. */
export async function restoreDraft(
  db: TenantDb,
  actor: Actor,
  slug: string,
  { rev, baseRev, batchId }: z.infer<typeof RestoreDraft>,
): Promise<{ rev: number }> {
  const { row, draft, known } = await openBatch(db, actor, slug, { baseRev, batchId });
  if (known !== null) return { rev: known };
  const target = await draftAt(db, actor, slug, rev);
  const changes = changesBetween(draft, target.draft);
  if (changes.length === 0) return { rev: row.rev };
  const next = { draft: target.draft, batch: { id: batchId, commands: [{ kind: "patch" as const, changes }] } };
  const made = await storeDraft(db, actor, { id: row.id, rev: row.rev, draft }, next);
  await appendAuditEvent(db, actor, {
    action: "draft.restore",
    target: `harness:${slug}`,
    detail: { from: row.rev, to: rev },
  });
  return { rev: made };
}

/** Names the draft as it is now, so that it is found again. The same revision is named anew. */
export async function nameRestorePoint(
  db: TenantDb,
  actor: Actor,
  slug: string,
  label: string,
): Promise<z.infer<typeof RestorePoint>> {
  const { tenantId } = actor;
  const { row, draft } = await requireDraft(db, actor, slug);
  const key = { tenantId, draftId: row.id, rev: row.rev };
  await db.draftSnapshot.upsert({
    where: { tenantId_draftId_rev: key },
    create: { ...key, doc: draft, label },
    update: { label },
  });
  await appendAuditEvent(db, actor, {
    action: "draft.restore-point",
    target: `harness:${slug}`,
    detail: { rev: row.rev, label },
  });
  return { rev: row.rev, label };
}
