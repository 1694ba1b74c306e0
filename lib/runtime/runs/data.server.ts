import { type Actor, actorRef } from "@/lib/governance/access/actor";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { findRelease } from "@/lib/release/data.server";
import { RunOptions } from "@/lib/release/run-request";
import { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import type { RunGraph } from "@/lib/runtime/runs/run-graph";
import { RunView } from "@/lib/runtime/runs/schema";

/** One run as its tenant may see it. Throws `not-found` for an unknown or foreign id. */
export async function getRun(db: TenantDb, actor: Actor, runId: string): Promise<RunView> {
  const { tenantId } = actor;
  const run = await db.run.findFirst({ where: { tenantId, id: runId } });
  if (!run || (actor.projectId && run.projectId !== actor.projectId)) throw new ProblemError("not-found");
  const harness = await db.harness.findFirstOrThrow({
    where: { tenantId, id: run.harnessId },
    select: { slug: true },
  });
  const release = await db.release.findFirstOrThrow({
    where: { tenantId, id: run.releaseId },
    select: { id: true, number: true },
  });
  const right = run.environment === "draft" ? "payload:readDraft" : "payload:readProd";
  const mayRead = actor.scopes.has(right) || run.startedBy === actorRef(actor);
  return RunView.parse({
    id: run.id,
    status: run.status,
    ...waitingOf(run),
    replay: await replayOf(db, run),
    harness: harness.slug,
    release,
    environment: run.environment,
    trigger: run.trigger,
    thread: run.threadId,
    endUser: run.endUser,
    startedBy: run.startedBy,
    input: mayRead ? run.input : null,
    output: mayRead ? run.output : null,
    isRedacted: !mayRead,
    error: run.error,
    usage: {
      steps: run.steps,
      attempts: run.attempts,
      inputTokens: run.inputTokens,
      outputTokens: run.outputTokens,
      costMicros: Number(run.costMicros),
    },
    simulated: run.simulated,
    vars: mayRead ? run.vars : null,
    models: run.models,
    cassettes: RunOptions.parse(run.options).cassettes ?? null,
    cancelRequested: run.cancelRequestedAt !== null,
    queuedAt: run.queuedAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    endedAt: run.endedAt?.toISOString() ?? null,
  });
}

function waitingOf(run: {
  parkedReason: string | null;
  wakeAt: Date | null;
  parentRunId: string | null;
  parentStepKey: string | null;
}) {
  const { parkedReason: reason, wakeAt, parentRunId, parentStepKey: step } = run;
  return {
    parked: reason && { reason, wakeAt: wakeAt?.toISOString() ?? null },
    parent: parentRunId && step ? { run: parentRunId, step } : null,
  };
}

type Replayed = { tenantId: string; id: string; replayOf: string | null; replayStep: string | null };

async function replayOf(db: TenantDb, { tenantId, id: runId, replayOf: of, replayStep: from }: Replayed) {
  if (!of) return null;
  const carried = await db.journalEntry.findFirst({
    where: { tenantId, runId, kind: "run-carried-over" },
    select: { payload: true },
  });
  const event = carried && JournalEvent.parse(carried.payload);
  return { of, from, raised: event?.kind === "run-carried-over" ? event.raised : null };
}

/** The release of a run as a drawing. Throws `not-found` for an unknown or foreign id. */
export async function getRunGraph(db: TenantDb, actor: Actor, runId: string): Promise<RunGraph> {
  const run = await db.run.findFirst({
    where: { tenantId: actor.tenantId, id: runId },
    select: { tenantId: true, id: true, releaseId: true, projectId: true, replayOf: true },
  });
  const release = run && (await findRelease(db, actor.tenantId, run.releaseId));
  if (!release || (actor.projectId && run.projectId !== actor.projectId)) throw new ProblemError("not-found");
  const { program, manifest } = release;
  const carried = await carriedNodes(db, run);
  return {
    release: { id: release.id, number: release.number },
    nodes: program.nodes.map(({ id, key, kind, label, parent }) => ({
      id,
      key,
      kind,
      label,
      parent,
      position: manifest.layout[id] ?? null,
      isCarried: carried.has(id),
      onlyItem: program.onlyItems?.[id] ?? null,
    })),
    edges: program.edges.map(({ id, from, to }) => ({
      id,
      from: from.node,
      port: from.port,
      to: to.node,
      toPort: to.port,
    })),
  };
}

/** Nodes whose results a replay began with: no worker wrote them, so their epoch is 0. */
async function carriedNodes(db: TenantDb, run: Pick<Replayed, "tenantId" | "id" | "replayOf">): Promise<Set<string>> {
  if (!run.replayOf) return new Set();
  const rows = await db.journalEntry.findMany({
    where: { tenantId: run.tenantId, runId: run.id, epoch: 0, kind: { in: ["step-succeeded", "step-failed"] } },
    select: { nodeKey: true },
    distinct: ["nodeKey"],
  });
  return new Set(rows.map(({ nodeKey }) => nodeKey));
}
