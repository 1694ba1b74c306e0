import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { wakeRun } from "@/lib/release/mutations.server";
import { DECISION_PREFIX } from "@/lib/runtime/journal/inbox";
import { openDecisions } from "@/lib/runtime/step-decisions/data.server";
import type { NewStepDecision, OpenDecision } from "@/lib/runtime/step-decisions/schema";
import { Prisma } from "@/prisma/generated/client";

/**
 * A person says what became of a step that cannot decide, once for each attempt; the run goes on at once. Effects in doubt
 * are settled with it, so that no later attempt asks again. Errors: `not-found`, `conflict` (nothing waits for a decision).
 */
export async function decideStep(
  db: TenantDb,
  actor: Actor,
  runId: string,
  { decision, now }: { decision: NewStepDecision; now: Date },
): Promise<void> {
  const { tenantId } = actor;
  const open = (await openDecisions(db, actor, runId)).find(({ step }) => step === decision.step);
  if (!open)
    throw new ProblemError("conflict", "This step waits for no decision. Somebody has decided, or the run went on.");
  await settleEffects(db, actor, { runId, decision });
  const { choice, output } = signalOf(open, decision);
  await db.signal.create({
    data: {
      tenantId,
      runId,
      name: `${DECISION_PREFIX}${open.step}`,
      key: String(open.attempt),
      payload: { choice, output },
      by: actorRef(actor),
      at: now,
    },
  });
  await appendAuditEvent(db, actor, {
    action: "run.decide",
    target: `run:${runId}`,
    detail: { step: open.step, attempt: open.attempt, choice: decision.choice, note: decision.note },
  });
  await wakeRun(db, tenantId, runId);
}

/** A step that is one call takes the given result; inside an agent the call does, and the agent goes on with it. */
function signalOf({ kind }: OpenDecision, { choice, output }: NewStepDecision) {
  const isCall = kind === "tool" || kind === "http";
  return choice === "succeed" && !isCall ? { choice: "retry" as const, output: null } : { choice, output };
}

/** What was sent and is in doubt: surely not done (it may be sent again), or done with this answer. */
async function settleEffects(
  db: TenantDb,
  { tenantId }: Actor,
  { runId, decision }: { runId: string; decision: NewStepDecision },
): Promise<void> {
  await db.effect.updateMany({
    where: {
      tenantId,
      runId,
      state: { in: ["started", "unknown"] },
      idempotencyKey: { startsWith: `${runId}/${decision.step}/` },
    },
    data:
      decision.choice === "succeed"
        ? { state: "succeeded", response: decision.output ?? Prisma.JsonNull }
        : { state: "failed" },
  });
}
