import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { whereOf } from "@/lib/runtime/dead-letters/data.server";
import type { LetterBatch, LetterBatchResult } from "@/lib/runtime/dead-letters/schema";
import { replayRun } from "@/lib/runtime/replay/mutations.server";

const MAX_BATCH = 200;

/** Gives a run up for good. Errors: `not-found`, `conflict` (it was resolved meanwhile). */
export async function discardDeadLetter(
  db: TenantDb,
  actor: Actor,
  id: string,
  { note, now }: { note: string; now: Date },
): Promise<void> {
  const { tenantId, projectId } = actor;
  const letter = await db.deadLetter.findFirst({ where: { tenantId, id, ...(projectId ? { projectId } : {}) } });
  if (!letter) throw new ProblemError("not-found");
  const { count } = await db.deadLetter.updateMany({
    where: { tenantId, id, resolution: null },
    data: { resolution: "discarded", by: actorRef(actor), note: note || null, resolvedAt: now },
  });
  if (count === 0) throw new ProblemError("conflict", "Somebody has replayed or discarded it already.");
  await appendAuditEvent(db, actor, {
    action: "dead-letter.discard",
    target: `run:${letter.runId}`,
    detail: { letter: id, class: letter.errorClass },
  });
}

/**
 * The same act on every open letter that a filter matches, oldest first, each in a transaction of its own: what cannot be
 * done is skipped and said, the rest is done.
 */
export async function resolveDeadLetters(
  actor: Actor,
  { filter, act }: LetterBatch,
  now: Date,
): Promise<LetterBatchResult> {
  const found = await withTenant(actor, "deadletter:write", async (db) =>
    db.deadLetter.findMany({
      where: await whereOf(db, actor, { ...filter, state: "open" }),
      orderBy: [{ enteredAt: "asc" }, { id: "asc" }],
      select: { id: true, runId: true },
      take: MAX_BATCH + 1,
    }),
  );
  const skipped: LetterBatchResult["skipped"] = [];
  for (const { id, runId } of found.slice(0, MAX_BATCH)) {
    try {
      if (act.kind === "discard")
        await withTenant(actor, "deadletter:write", (db) => discardDeadLetter(db, actor, id, { note: act.note, now }));
      else {
        const ask = { target: act.target, acceptRepeats: false, onlyOpenLetter: true };
        await withTenant(actor, "run:replay", (db) => replayRun(db, actor, runId, { ask, nowMs: now.getTime() }));
      }
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code === "forbidden") throw error;
      skipped.push({ id, run: runId, why: error.detail ?? error.code });
    }
  }
  const tried = Math.min(found.length, MAX_BATCH);
  return { done: tried - skipped.length, skipped, hasMore: found.length > MAX_BATCH };
}
