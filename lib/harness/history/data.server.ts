import type { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import { requireDraft } from "@/lib/harness/drafts/data.server";
import { replayChanges } from "@/lib/harness/graph/apply-changes";
import { Draft } from "@/lib/harness/graph/draft";
import { DraftChange } from "@/lib/harness/graph/draft-change";
import type { History, RevisionView } from "@/lib/harness/history/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";

const PAGE = 40;

/** What was saved, the newest first, 40 entries a page. Throws `not-found` for the harness. */
export async function listHistory(
  db: TenantDb,
  actor: Actor,
  slug: string,
  before?: number,
): Promise<z.infer<typeof History>> {
  const { row } = await requireDraft(db, actor, slug);
  const draftId = row.id;
  const where = { tenantId: actor.tenantId, draftId, ...(before === undefined ? {} : { rev: { lt: before } }) };
  const ops = await db.draftOp.findMany({ where, orderBy: { rev: "desc" }, take: PAGE + 1 });
  const shown = ops.slice(0, PAGE);
  const snapshots = await db.draftSnapshot.findMany({
    where: { tenantId: actor.tenantId, draftId, rev: { in: shown.map((op) => op.rev) } },
    select: { rev: true, label: true },
  });
  const labels = new Map(snapshots.map(({ rev, label }) => [rev, label]));
  return {
    items: shown.map(({ rev, actorId, at, words, inverse }) => ({
      rev,
      by: actorId,
      at: at.toISOString(),
      words: words.length > 0 ? words : ["Saved"],
      label: labels.get(rev) ?? null,
      restorable: inverse !== null,
    })),
    nextCursor: ops.length > PAGE ? String(shown.at(-1)?.rev) : null,
  };
}

/** The document as it was at a revision: the nearest later restore point, or the draft, with what was saved since taken back. Throws `not-found`. */
export async function draftAt(
  db: TenantDb,
  actor: Actor,
  slug: string,
  rev: number,
): Promise<z.infer<typeof RevisionView>> {
  const { tenantId } = actor;
  const { row, draft } = await requireDraft(db, actor, slug);
  if (rev > row.rev)
    throw new ProblemError("not-found", `The draft is at revision ${row.rev}; there is no ${rev} yet.`);
  const snapshot = await db.draftSnapshot.findFirst({
    where: { tenantId, draftId: row.id, rev: { gte: rev } },
    orderBy: { rev: "asc" },
  });
  const start = snapshot ? { rev: snapshot.rev, draft: Draft.parse(snapshot.doc) } : { rev: row.rev, draft };
  const ops = await db.draftOp.findMany({
    where: { tenantId, draftId: row.id, rev: { gt: rev, lte: start.rev } },
    orderBy: { rev: "desc" },
    select: { inverse: true },
  });
  if (ops.some((op) => op.inverse === null))
    throw new ProblemError("not-found", "This revision was saved before the history was kept.");
  return {
    rev,
    draft: replayChanges(
      start.draft,
      ops.map((op) => DraftChange.array().parse(op.inverse)),
    ),
  };
}
