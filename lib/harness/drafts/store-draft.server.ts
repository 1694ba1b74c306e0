import { type Actor, actorRef } from "@/lib/governance/access/actor";
import type { Command } from "@/lib/harness/graph/command";
import { Draft } from "@/lib/harness/graph/draft";
import { changesBetween } from "@/lib/harness/graph/draft-change";
import { draftContent } from "@/lib/harness/graph/draft-content";
import { changeWords } from "@/lib/harness/history/change-words";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { checksum } from "@/lib/release/checksum.server";

/** A restore point is made by itself at every so many revisions. */
const SNAPSHOT_EVERY = 200;

type Batch = { id: string; commands: readonly Command[] };
type Stored = { id: string; rev: number; draft: Draft };

/** Stores the next revision with its entry in the log: what was asked, what takes it back, and words. Errors: `conflict`. */
export async function storeDraft(
  db: TenantDb,
  actor: Actor,
  before: Stored,
  next: { draft: Draft; batch: Batch },
): Promise<number> {
  const { tenantId } = actor;
  const doc = Draft.parse(next.draft);
  const rev = before.rev + 1;
  const { count } = await db.draft.updateMany({
    where: { tenantId, id: before.id, rev: before.rev },
    data: { doc, rev, contentHash: checksum(draftContent(doc)), updatedBy: actorRef(actor), updatedAt: new Date() },
  });
  if (count === 0) throw new ProblemError("conflict", "Somebody saved at the same moment. Load the draft again.");
  await db.draftOp.create({
    data: {
      tenantId,
      draftId: before.id,
      rev,
      actorId: actorRef(actor),
      commands: plain(next.batch.commands),
      inverse: plain(changesBetween(doc, before.draft)),
      words: changeWords(before.draft, doc, changesBetween(before.draft, doc)),
      batchId: next.batch.id,
    },
  });
  if (rev % SNAPSHOT_EVERY === 0) await db.draftSnapshot.create({ data: { tenantId, draftId: before.id, rev, doc } });
  return rev;
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
