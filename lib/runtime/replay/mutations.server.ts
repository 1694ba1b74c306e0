import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { BoundModels } from "@/lib/release/bound-models";
import { enqueueRun } from "@/lib/release/mutations.server";
import type { Limits } from "@/lib/release/program";
import type { RaisedLimits } from "@/lib/release/raised-limits";
import { Environment } from "@/lib/release/run-request";
import { Variables } from "@/lib/release/variables";
import { loadReplay } from "@/lib/runtime/replay/data.server";
import { raiseProblems } from "@/lib/runtime/replay/replay-limits";
import type { NewReplay, ReplayPreview } from "@/lib/runtime/replay/schema";
import { checkInput } from "@/lib/runtime/runs/check-input";

const NOT_OPEN = "It has no open dead letter any more: somebody has replayed or discarded it.";

/**
 * Starts a new run whose journal begins with what an earlier one had done; what is carried over is never executed again.
 * A dead letter of the earlier run is resolved by it. Errors: those of `loadReplay`, `conflict` (an open letter was asked
 * for, and there is none any more), `invalid` (the input does not fit the release, or a grant is out of its bounds),
 * `repeats-effects`, `limit-used-up`.
 */
export async function replayRun(
  db: TenantDb,
  actor: Actor,
  runId: string,
  { ask, nowMs }: { ask: NewReplay; nowMs: number },
): Promise<{ run: string }> {
  const { tenantId } = actor;
  const { run, target, plan, journal, preview } = await loadReplay(db, actor, runId, { ask, nowMs });
  const isClaimed = await claimLetter(db, actor, runId, nowMs);
  if (ask.onlyOpenLetter && !isClaimed) throw new ProblemError("conflict", NOT_OPEN);
  if (!ask.acceptRepeats) checkEffects(preview);
  checkLimits(target.program.limits, preview, ask.raise?.limits ?? {});
  const input = JSON.parse(JSON.stringify(run.input));
  checkInput(target.program.inputs, input);
  const { runId: started } = await enqueueRun(
    db,
    tenantId,
    {
      releaseId: target.id,
      harnessId: run.harnessId,
      projectId: run.projectId,
      environment: Environment.parse(run.environment),
      trigger: "replay",
      input,
      threadId: run.threadId,
      endUser: run.endUser,
      startedBy: actorRef(actor),
      idempotencyKey: null,
      ...keptOf(run),
    },
    nowMs,
  );
  const nodes = new Map(target.program.nodes.map((node) => [node.id, node]));
  await db.journalEntry.createMany({
    data: journal.map((event, position) => ({
      tenantId,
      runId: started,
      seq: position + 1,
      epoch: 0,
      nodeKey: "nodeId" in event ? (nodes.get(event.nodeId)?.id ?? "") : "",
      iterationPath: "path" in event ? event.path : "",
      kind: event.kind,
      payload: event,
      at: new Date(event.at),
    })),
  });
  await db.run.updateMany({
    where: { tenantId, id: started },
    data: { replayOf: runId, replayStep: plan.from?.key ?? null, lastSeq: journal.length },
  });
  if (isClaimed) await db.deadLetter.updateMany({ where: { tenantId, runId }, data: { replayRunId: started } });
  await appendAuditEvent(db, actor, {
    action: "run.replay",
    target: `run:${runId}`,
    detail: {
      run: started,
      from: plan.from?.key ?? "where it stopped",
      carried: plan.carried.length,
      release: target.id,
      sameRelease: target.id === run.releaseId,
      repeats: preview.effects.length,
    },
  });
  if (ask.raise)
    await appendAuditEvent(db, actor, {
      action: "run.raise-limits",
      target: `run:${started}`,
      detail: { replayOf: runId, ...ask.raise.limits, reason: ask.raise.reason },
    });
  return { run: started };
}

/**
 * Resolves the open letter of a run; false when there is none. Of two replays at a time one waits here for the end of the
 * other, and then finds the letter resolved.
 */
async function claimLetter(db: TenantDb, actor: Actor, runId: string, nowMs: number): Promise<boolean> {
  const { count } = await db.deadLetter.updateMany({
    where: { tenantId: actor.tenantId, runId, resolution: null },
    data: { resolution: "replayed", by: actorRef(actor), resolvedAt: new Date(nowMs) },
  });
  return count > 0;
}

/** The variables and models that a run was started with. */
const keptOf = ({ vars, models }: { vars: unknown; models: unknown }) => ({
  vars: Variables.parse(vars),
  models: BoundModels.parse(models),
});

function checkEffects({ effects }: ReplayPreview): void {
  if (effects.length === 0) return;
  throw new ProblemError(
    "repeats-effects",
    `${effects.length} changes outside were made, or may have been, by steps that run again: ${namesOf(effects)}. Replay from a later step, or say that they may happen again (acceptRepeats).`,
  );
}

/** A grant within its bounds, and nothing used up that would end the new run at once. */
function checkLimits(released: Limits, { limits }: ReplayPreview, raise: RaisedLimits): void {
  const problems = raiseProblems(released, raise);
  if (problems.length > 0)
    throw new ProblemError(
      "invalid",
      problems.map(({ message }) => message).join(" "),
      problems.map(({ name, message }) => ({ pointer: `/raise/limits/${name}`, message })),
    );
  const [reached] = limits.filter((one) => one.reached);
  if (!reached) return;
  const { name, used, limit } = reached;
  throw new ProblemError(
    "limit-used-up",
    `What is carried over has used ${used} of ${limit} (${name}), so the run would end at once. Raise this limit for it, or replay from an earlier step.`,
  );
}

const namesOf = (effects: readonly { step: string }[]): string =>
  [...new Set(effects.map(({ step }) => step))].slice(0, 5).join(", ");
