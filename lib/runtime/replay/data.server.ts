import { type Actor, actorRef } from "@/lib/governance/access/actor";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { findRelease, findRevocation, findRoutedRelease } from "@/lib/release/data.server";
import type { Program } from "@/lib/release/program";
import { RunStatus } from "@/lib/release/run-request";
import { isTerminal } from "@/lib/release/run-status";
import { replay } from "@/lib/runtime/interpreter/decide";
import { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import { programGraph } from "@/lib/runtime/interpreter/program-graph";
import { activeMsOf, stepKeyOf } from "@/lib/runtime/interpreter/run-state";
import {
  planReplay,
  planResume,
  type ReplayPlan,
  type ReplayRefusal,
  type SettledStep,
  settledSteps,
  stoppedAtLimit,
} from "@/lib/runtime/replay/plan-replay";
import { releaseDrift } from "@/lib/runtime/replay/release-drift";
import { replayLimits } from "@/lib/runtime/replay/replay-limits";
import type { NewReplay, ReplayPreview } from "@/lib/runtime/replay/schema";
import type { Run } from "@/prisma/generated/client";

export type LoadedReplay = {
  run: Run;
  target: NonNullable<Awaited<ReturnType<typeof findRelease>>>;
  plan: ReplayPlan;
  /** What the new run's journal begins with. */
  journal: JournalEvent[];
  /** What the run before it had been granted. */
  raised: Carried["raised"];
  preview: ReplayPreview;
};
type Carried = Extract<JournalEvent, { kind: "run-carried-over" }>;

const REVOKED =
  "Nothing starts on it any more. Replay on the release that the environment runs now, or start a new run there.";
const REFUSALS: Record<ReplayRefusal, string> = {
  "never-started":
    "The run has no step with a result, so there is nothing to go on from. Start a new run with its input.",
  "no-such-step": "The run has no result for this step. Choose one of its settled steps.",
  "step-removed":
    "The release to run on has no such node any more. Choose an earlier step, or the release that the run had.",
};

/** Everything that a replay of a run needs, and what it would do. Errors: `not-found`, `not-replayable`, `no-release`, `release-revoked`. */
export async function loadReplay(
  db: TenantDb,
  actor: Actor,
  runId: string,
  { ask, nowMs }: { ask: NewReplay; nowMs: number },
): Promise<LoadedReplay> {
  const { run, release, target } = await findBoth(db, actor, runId, ask);
  const events = await journalOf(db, actor, runId);
  const steps = settledSteps(release.program, events);
  const canGoOn = stoppedAtLimit(events);
  const stepKey = ask.from ?? (steps.findLast((step) => step.failed) ?? steps.at(-1))?.key ?? "";
  const plan =
    canGoOn && ask.from === undefined
      ? planResume(release.program, target.program, events)
      : planReplay(release.program, target.program, { events, stepKey });
  if ("refusal" in plan) throw new ProblemError("not-replayable", REFUSALS[plan.refusal]);
  const earlier = events.find((event) => event.kind === "run-carried-over")?.raised ?? null;
  const raised = ask.raise
    ? { limits: { ...earlier?.limits, ...ask.raise.limits }, by: actorRef(actor), reason: ask.raise.reason }
    : earlier;
  // What goes on has used its time; what is executed again has it anew.
  const before = replay(programGraph(release.program), events);
  const activeMs = plan.from ? 0 : activeMsOf(before, events.at(-1)?.at ?? nowMs);
  const journal: JournalEvent[] = [...plan.events, { kind: "run-carried-over", at: nowMs, activeMs, raised }];
  const state = replay(programGraph(target.program), journal);
  return {
    run,
    target,
    plan,
    journal,
    raised,
    preview: {
      run: runId,
      steps: steps.map(stepView),
      from: plan.from && stepView(plan.from),
      carried: plan.carried.map(stepView),
      repeated: plan.repeated.map(stepView),
      keepsCalls: plan.keepsCalls,
      release: {
        was: { id: release.id, number: release.number },
        target: { id: target.id, number: target.number },
        drift: target.id === release.id ? null : releaseDrift(release.program, target.program),
      },
      effects: await repeatedEffects(db, actor, runId, { plan, program: release.program }),
      canGoOn,
      limits: replayLimits(target.program.limits, raised?.limits ?? null, { state, nowMs }),
    },
  };
}

async function findBoth(db: TenantDb, actor: Actor, runId: string, ask: NewReplay) {
  const { tenantId } = actor;
  const run = await db.run.findFirst({ where: { tenantId, id: runId } });
  if (!run || (actor.projectId && run.projectId !== actor.projectId)) throw new ProblemError("not-found");
  if (!isTerminal(RunStatus.parse(run.status)))
    throw new ProblemError("not-replayable", "The run has not ended. Wait for its end, or cancel it first.");
  const release = await findRelease(db, tenantId, run.releaseId);
  const target =
    ask.target === "same" ? release : await findRoutedRelease(db, tenantId, run.harnessId, run.environment);
  if (!release) throw new ProblemError("not-found");
  if (!target)
    throw new ProblemError(
      "no-release",
      `No release runs in ${run.environment} now. Replay on the release that the run had.`,
    );
  if (await findRevocation(db, tenantId, target.id)) throw new ProblemError("release-revoked", REVOKED);
  return { run, release, target };
}

const stepView = ({ key, label, kind, failed }: SettledStep) => ({ key, label, kind, failed });

async function journalOf(db: TenantDb, { tenantId }: Actor, runId: string): Promise<JournalEvent[]> {
  const rows = await db.journalEntry.findMany({
    where: { tenantId, runId },
    orderBy: { seq: "asc" },
    select: { payload: true },
  });
  return rows.map(({ payload }) => JournalEvent.parse(payload));
}

/** Effects of the steps that run again or had no result, without the calls that are kept. */
async function repeatedEffects(
  db: TenantDb,
  { tenantId }: Actor,
  runId: string,
  { plan, program }: { plan: ReplayPlan; program: Program },
) {
  const rows = await db.effect.findMany({
    where: { tenantId, runId, state: { in: ["started", "unknown", "succeeded"] } },
    select: { idempotencyKey: true, state: true },
    take: 1_000,
  });
  const carried = new Set(plan.carried.map((step) => step.key));
  const keys = new Map(program.nodes.map((node) => [node.id, node.key]));
  const kept = new Set(
    plan.events.flatMap((event) =>
      event.kind === "call-finished" ? [`${stepKeyOf(keys.get(event.nodeId) ?? "", event.path)}/${event.name}`] : [],
    ),
  );
  return rows.flatMap(({ idempotencyKey, state }) => {
    // `<run>/<step key>/<call>`
    const call = idempotencyKey.slice(runId.length + 1);
    const step = call.slice(0, call.lastIndexOf("/"));
    if (carried.has(step) || kept.has(call)) return [];
    return [{ step, state: state === "succeeded" ? ("succeeded" as const) : ("unknown" as const) }];
  });
}
