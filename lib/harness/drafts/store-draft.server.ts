import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { MAX_DRAFT_BYTES } from "@/lib/harness/drafts/max-draft-bytes";
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

const MAX_ISSUES = 20;

type Batch = { id: string; commands: readonly Command[] };
type Stored = { id: string; rev: number; draft: Draft };

/**
 * Stores the next revision with its entry in the log: what was asked, what takes it back, and words. Errors: `conflict`;
 * `invalid` for what is no draft, or larger than 4 MB and than it was.
 */
export async function storeDraft(
  db: TenantDb,
  actor: Actor,
  before: Stored,
  next: { draft: Draft; batch: Batch },
): Promise<number> {
  const { tenantId } = actor;
  const doc = validDraft(next.draft, before.draft);
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
  if (doc.name !== before.draft.name) await renameHarness(db, actor, { draftId: before.id, name: doc.name });
  if (rev % SNAPSHOT_EVERY === 0) await db.draftSnapshot.create({ data: { tenantId, draftId: before.id, rev, doc } });
  return rev;
}

function validDraft(draft: Draft, before: Draft): Draft {
  const { data, error } = Draft.safeParse(draft);
  if (!data)
    throw new ProblemError(
      "invalid",
      "Nothing was saved: the draft would not be valid.",
      error.issues
        .slice(0, MAX_ISSUES)
        .map(({ path, message }) => ({ pointer: `/draft/${path.map(String).join("/")}`, message })),
    );
  const bytes = bytesOf(data);
  if (bytes > MAX_DRAFT_BYTES && bytes > bytesOf(before))
    throw new ProblemError(
      "invalid",
      `Nothing was saved: the draft would have ${megabytes(bytes)} MB, and ${megabytes(MAX_DRAFT_BYTES)} MB fit. Shorten texts, or make some of the steps a subflow.`,
    );
  return data;
}

const bytesOf = (draft: Draft): number => Buffer.byteLength(JSON.stringify(draft));
const megabytes = (bytes: number): number => Math.ceil(bytes / 100_000) / 10;

/** A harness is called as its draft says. */
async function renameHarness(db: TenantDb, actor: Actor, { draftId, name }: { draftId: string; name: string }) {
  const { tenantId } = actor;
  const { harness } = await db.draft.findFirstOrThrow({
    where: { tenantId, id: draftId },
    select: { harness: { select: { id: true, slug: true, name: true } } },
  });
  if (harness.name === name) return;
  await db.harness.updateMany({ where: { tenantId, id: harness.id }, data: { name } });
  await appendAuditEvent(db, actor, {
    action: "harness.rename",
    target: `harness:${harness.slug}`,
    detail: { before: harness.name, after: name },
  });
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
