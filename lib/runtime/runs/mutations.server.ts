import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { newId } from "@/lib/platform/ids/new-id.server";
import { findRoutedRelease } from "@/lib/release/data.server";
import { enqueueRun, requestCancel } from "@/lib/release/mutations.server";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { Program } from "@/lib/release/program";
import { isTerminal, RunStatus } from "@/lib/release/run-request";
import { checkInput } from "@/lib/runtime/runs/check-input";
import type { NewRun } from "@/lib/runtime/runs/schema";

export type StartedRun = { runId: string; created: boolean; waitMs: number };

/**
 * Queues a run of the release that the environment routes to. `waitMs`: how long the trigger wants its caller to wait.
 * Errors: `not-found` (harness, thread), `no-release`, `invalid` (input), `idempotency-mismatch`.
 */
export async function startRun(
  db: TenantDb,
  actor: Actor,
  run: NewRun,
  options: { idempotencyKey: string | null; trigger?: "cli"; nowMs: number },
): Promise<StartedRun> {
  const { tenantId } = actor;
  const harness = await db.harness.findFirst({
    where: { tenantId, slug: run.harness, archivedAt: null },
    select: { id: true, projectId: true },
  });
  if (!harness || (actor.projectId && harness.projectId !== actor.projectId)) throw new ProblemError("not-found");
  const release = await findRoutedRelease(db, tenantId, harness.id, run.environment);
  if (!release)
    throw new ProblemError("no-release", `Promote a release of "${run.harness}" to ${run.environment}, then start it.`);
  checkInput(release.program.inputs, run.input);
  const trigger = triggerOf(release.program, run);
  const { runId, created } = await enqueueRun(
    db,
    tenantId,
    {
      releaseId: release.id,
      harnessId: harness.id,
      projectId: harness.projectId,
      environment: run.environment,
      trigger: options.trigger ?? (trigger.kind === "trigger.chat" ? "chat" : "api"),
      input: run.input,
      threadId: trigger.kind === "trigger.chat" ? await threadOf(db, actor, run, harness, options) : run.thread,
      endUser: run.endUser,
      startedBy: actorRef(actor),
      idempotencyKey: options.idempotencyKey,
    },
    options.nowMs,
  );
  return { runId, created, waitMs: trigger.waitMs };
}

function triggerOf(program: Program, run: NewRun): { kind: string; waitMs: number } {
  const nodes = program.nodes.filter((node) => node.kind.startsWith("trigger."));
  const chat = nodes.find((node) => node.kind === "trigger.chat");
  const api = nodes.find((node) => node.kind === "trigger.api");
  if (!api || (chat && run.thread)) return { kind: "trigger.chat", waitMs: 0 };
  const { mode, waitMs } = NODE_CONFIG["trigger.api"].parse(api.config);
  return { kind: "trigger.api", waitMs: mode === "sync" ? waitMs : 0 };
}

/** The conversation to continue, or a new one. A repeated request finds its run before it needs a thread. */
async function threadOf(
  db: TenantDb,
  actor: Actor,
  run: NewRun,
  harness: { id: string; projectId: string },
  { idempotencyKey, nowMs }: { idempotencyKey: string | null; nowMs: number },
): Promise<string> {
  const { tenantId } = actor;
  if (run.thread) {
    const found = await db.thread.findFirst({
      where: { tenantId, id: run.thread, harnessId: harness.id, environment: run.environment },
      select: { id: true },
    });
    if (!found) throw new ProblemError("not-found", "There is no such conversation of this harness here.");
    return found.id;
  }
  const earlier = idempotencyKey
    ? await db.run.findFirst({ where: { tenantId, harnessId: harness.id, idempotencyKey }, select: { threadId: true } })
    : null;
  if (earlier?.threadId) return earlier.threadId;
  const id = newId(nowMs);
  await db.thread.create({
    data: {
      tenantId,
      id,
      projectId: harness.projectId,
      environment: run.environment,
      harnessId: harness.id,
      endUser: run.endUser,
      createdAt: new Date(nowMs),
    },
  });
  return id;
}

/** Asks the worker to end a run. A finished run stays as it is. */
export async function cancelRun(db: TenantDb, actor: Actor, runId: string, now: Date): Promise<void> {
  const { tenantId } = actor;
  const run = await db.run.findFirst({ where: { tenantId, id: runId }, select: { status: true, projectId: true } });
  if (!run || (actor.projectId && run.projectId !== actor.projectId)) throw new ProblemError("not-found");
  if (isTerminal(RunStatus.parse(run.status))) return;
  await appendAuditEvent(db, actor, { action: "run.cancel", target: `run:${runId}` });
  await requestCancel(db, tenantId, [runId], now);
}
