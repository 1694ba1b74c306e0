import type { Actor } from "@/lib/governance/access/actor";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { findRelease } from "@/lib/release/data.server";
import { replay } from "@/lib/runtime/interpreter/decide";
import { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import { pendingWork } from "@/lib/runtime/interpreter/pending-work";
import { programGraph } from "@/lib/runtime/interpreter/program-graph";
import type { OpenDecision } from "@/lib/runtime/step-decisions/schema";

/** The steps of a parked run that a person can decide about. Throws `not-found` for an unknown or foreign id. */
export async function openDecisions(db: TenantDb, actor: Actor, runId: string): Promise<OpenDecision[]> {
  const { tenantId } = actor;
  const run = await db.run.findFirst({
    where: { tenantId, id: runId },
    select: { status: true, releaseId: true, projectId: true },
  });
  if (!run || (actor.projectId && run.projectId !== actor.projectId)) throw new ProblemError("not-found");
  if (run.status !== "parked") return [];
  const release = await findRelease(db, tenantId, run.releaseId);
  if (!release) throw new ProblemError("not-found");
  const rows = await db.journalEntry.findMany({
    where: { tenantId, runId },
    orderBy: { seq: "asc" },
    select: { payload: true },
  });
  const graph = programGraph(release.program);
  const state = replay(
    graph,
    rows.map(({ payload }) => JournalEvent.parse(payload)),
  );
  return pendingWork(graph, state).waits.flatMap(({ node, stepKey, attempt, wait }) =>
    "failure" in wait
      ? [{ step: stepKey, label: node.label, kind: node.kind, attempt, reason: wait.for, failure: wait.failure }]
      : [],
  );
}
