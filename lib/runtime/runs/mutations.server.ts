import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { BoundModels } from "@/lib/release/bound-models";
import { findRoutedRelease } from "@/lib/release/data.server";
import { enqueueRun, requestCancel } from "@/lib/release/mutations.server";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { Program } from "@/lib/release/program";
import { type Environment, type RunOptions, RunStatus, type RunTrigger } from "@/lib/release/run-request";
import { isTerminal } from "@/lib/release/run-status";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";
import { checkInput } from "@/lib/runtime/runs/check-input";
import { refuseFastStarts } from "@/lib/runtime/runs/refuse-fast-starts.server";
import type { NewRun } from "@/lib/runtime/runs/schema";
import { importMessages, openThread } from "@/lib/runtime/threads/mutations.server";

export type StartedRun = {
  runId: string;
  created: boolean;
  waitMs: number;
  thread: string | null;
  /** What it has in place of its release's models. */
  models: BoundModels;
};
export type StartOptions = {
  idempotencyKey: string | null;
  /** How the run came about; absent = by the API, or by chat where the harness is one. */
  trigger?: Exclude<RunTrigger, "subflow" | "experiment" | "replay" | "test">;
  nowMs: number;
  /** What was said before, for a new conversation. */
  history?: readonly ChatMessage[];
  options?: RunOptions;
};

/** The harness and the release that an environment runs, also of an archived one. Errors: `not-found`, `no-release`. */
export async function requireTarget(db: TenantDb, actor: Actor, slug: string, environment: Environment) {
  const { tenantId } = actor;
  const harness = await db.harness.findFirst({
    where: { tenantId, slug },
    select: { id: true, projectId: true, archivedAt: true },
  });
  if (!harness || (actor.projectId && harness.projectId !== actor.projectId)) throw new ProblemError("not-found");
  const release = await findRoutedRelease(db, tenantId, harness.id, environment);
  if (!release && harness.archivedAt) throw new ProblemError("not-found");
  if (!release)
    throw new ProblemError("no-release", `Promote a release of "${slug}" to ${environment}, then start it.`);
  return { harness, release };
}

/**
 * Queues a run of the release that the environment routes to. `waitMs`: how long the trigger wants its caller to wait.
 * Errors: `not-found` (harness, thread), `no-release`, `invalid` (input), `rate-limited`, `idempotency-mismatch`.
 */
export async function startRun(db: TenantDb, actor: Actor, run: NewRun, options: StartOptions): Promise<StartedRun> {
  const { tenantId } = actor;
  const { idempotencyKey, history = [], nowMs } = options;
  const { harness, release } = await requireTarget(db, actor, run.harness, run.environment);
  checkInput(release.program.inputs, run.input);
  refuseRecordings(run);
  if (!(await isRepeated(db, tenantId, harness.id, idempotencyKey))) await refuseFastStarts(db, tenantId, nowMs);
  const trigger = triggerOf(release.program, run);
  const talks = ["chat", "openai"].includes(options.trigger ?? "") || trigger.kind === "trigger.chat";
  const thread =
    talks || run.thread ? await openThread(db, tenantId, { ...run, harness, idempotencyKey }, nowMs) : null;
  const { runId, created, models } = await enqueueRun(
    db,
    tenantId,
    {
      releaseId: release.id,
      harnessId: harness.id,
      projectId: harness.projectId,
      environment: run.environment,
      trigger: options.trigger ?? (trigger.kind === "trigger.chat" ? "chat" : "api"),
      input: run.input,
      threadId: thread,
      endUser: run.endUser,
      startedBy: actorRef(actor),
      idempotencyKey,
      ...optionsOf(run, options),
    },
    nowMs,
  );
  if (created && thread && !run.thread)
    await importMessages(db, tenantId, { threadId: thread, runId, messages: history }, nowMs);
  return { runId, created, waitMs: trigger.waitMs, thread, models };
}

/** A request that is made again is answered, however much was started meanwhile. */
async function isRepeated(db: TenantDb, tenantId: TenantId, harnessId: string, key: string | null): Promise<boolean> {
  return key !== null && (await db.run.count({ where: { tenantId, harnessId, idempotencyKey: key } })) > 0;
}

function refuseRecordings({ cassettes, environment }: NewRun): void {
  if (cassettes && environment === "production")
    throw new ProblemError("invalid", "Recorded answers are for staging: start the run there.", [
      { pointer: "/cassettes", message: "Not in production." },
    ]);
}

const optionsOf = ({ cassettes }: NewRun, { options }: StartOptions): { options?: RunOptions } =>
  options || cassettes ? { options: { ...options, ...(cassettes && { cassettes }) } } : {};

function triggerOf(program: Program, run: NewRun): { kind: string; waitMs: number } {
  const nodes = program.nodes.filter((node) => node.kind.startsWith("trigger."));
  const chat = nodes.find((node) => node.kind === "trigger.chat");
  const api = nodes.find((node) => node.kind === "trigger.api");
  if (!api || (chat && run.thread)) return { kind: "trigger.chat", waitMs: 0 };
  const { mode, waitMs } = NODE_CONFIG["trigger.api"].parse(api.config);
  return { kind: "trigger.api", waitMs: mode === "sync" ? waitMs : 0 };
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
