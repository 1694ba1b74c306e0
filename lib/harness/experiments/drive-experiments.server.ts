import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { findRowsById } from "@/lib/harness/datasets/data.server";
import { affordTrials } from "@/lib/harness/experiments/afford-trials";
import { costLimitOf, limitsOf } from "@/lib/harness/experiments/cost-limit";
import { type Experiment, endExperiment, lockExperiment } from "@/lib/harness/experiments/end-experiment.server";
import { gradeFinished } from "@/lib/harness/experiments/grade-finished.server";
import { stopExperiment } from "@/lib/harness/experiments/stop-experiment.server";
import { prisma } from "@/lib/platform/db/prisma.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { type TenantId, tenantId } from "@/lib/platform/ids/branded-id";
import { log } from "@/lib/platform/log/log.server";
import { findRunOutcomes } from "@/lib/release/data.server";
import { enqueueRun } from "@/lib/release/mutations.server";

/** Trials of one experiment that run at the same time. */
const IN_FLIGHT = 16;
/** Running experiments that one turn goes over; of many, tenants take turns. */
const MAX_PER_TURN = 50;

/**
 * One turn over all running experiments: grades what has finished, starts what may start, ends what is over. Everything
 * that it knows is in the database, so any process may take any turn; a lock on the row keeps two from taking the same.
 * Returns how many experiments are running.
 */
export async function driveExperiments(nowMs: number): Promise<number> {
  const running = await prisma().$queryRaw<{ tenant_id: string; slug: string; id: string }[]>`
    SELECT tenant_id, slug, id FROM lookup_running_experiments(${MAX_PER_TURN})`;
  for (const row of running) {
    const tenant = tenantId(row.tenant_id);
    const actor = systemActor("experiments", tenant, row.slug);
    await withTenant(actor, "draft:run", (db) => advance(db, tenant, row.id, nowMs)).catch((error: unknown) => {
      // One that cannot go on holds up nobody else's.
      log().error({ experiment: row.id, error: String(error) }, "an experiment did not advance");
    });
  }
  return running.length;
}

async function advance(db: TenantDb, tenant: TenantId, id: string, nowMs: number): Promise<void> {
  const experiment = await lockExperiment(db, tenant, id, "skip");
  if (experiment?.state !== "running") return;
  const spentMicros = await gradeFinished(db, tenant, experiment, nowMs);
  const now = new Date(nowMs);
  if (experiment.endsAs) return await endStopped(db, tenant, experiment, now);
  const started = await startNext(db, tenant, { ...experiment, spentMicros: BigInt(spentMicros) }, nowMs);
  if (started === "more") return;
  if (started === "over") return await endExperiment(db, tenant, experiment, { state: "done", reason: "", now });
  await stopExperiment(db, tenant, experiment, { endsAs: "stopped", reason: reasonToStop(started, experiment), now });
}

/** Ends an experiment that starts nothing more, as soon as nothing of it runs. */
async function endStopped(db: TenantDb, tenant: TenantId, experiment: Experiment, now: Date): Promise<void> {
  const { id, endsAs, reason } = experiment;
  const running = await db.trial.count({ where: { tenantId: tenant, experimentId: id, state: "queued" } });
  if (running === 0) await endExperiment(db, tenant, experiment, { state: endsAs ?? "stopped", reason, now });
}

/**
 * `over`: nothing waits and nothing runs; `budget`: the next one could exceed it; `lost`: a row or a release of a trial is
 * not there; else why no run of the release can start.
 */
type Progress = "more" | "over" | "budget" | "lost" | { refused: string };

function reasonToStop(progress: Exclude<Progress, "more" | "over">, { plan }: Experiment): string {
  if (progress === "budget") return `The budget of ${plan.budgetUsd} USD allows no further trial.`;
  if (typeof progress === "object") return `No further trial can start. ${progress.refused}`;
  return "A row of its dataset is not there any more, so no further trial can start.";
}

/** Starts trials up to the limit. */
async function startNext(db: TenantDb, tenant: TenantId, experiment: Experiment, nowMs: number): Promise<Progress> {
  const { id, cells } = experiment;
  const where = { tenantId: tenant, experimentId: id };
  const running = await db.trial.findMany({
    where: { ...where, state: "queued" },
    select: { cell: true, runId: true },
  });
  const next = await db.trial.findMany({
    where: { ...where, state: "waiting" },
    orderBy: { ordinal: "asc" },
    take: Math.max(0, IN_FLIGHT - running.length),
  });
  if (next.length === 0) return running.length > 0 ? "more" : "over";
  const mostOf = new Map(cells.map((cell) => [cell.key, cell.maxCostMicros]));
  const room = await roomOf(db, tenant, experiment, running, mostOf);
  const affordable = affordTrials(
    next.map((trial) => ({ ...trial, mostMicros: mostOf.get(trial.cell) ?? 0 })),
    room,
  );
  if (affordable.length === 0) return running.length > 0 ? "more" : "budget";
  return await startTrials(db, tenant, experiment, affordable, nowMs);
}

/** What the budget has left beside what the running trials may still cost. */
async function roomOf(
  db: TenantDb,
  tenant: TenantId,
  { id, plan, spentMicros }: Experiment,
  running: readonly { cell: string; runId: string | null }[],
  mostOf: ReadonlyMap<string, number>,
) {
  const outcomes = await findRunOutcomes(
    db,
    tenant,
    running.flatMap((trial) => trial.runId ?? []),
  );
  const limitOf = new Map(outcomes.map((run) => [run.runId, costLimitOf(run)]));
  let left = plan.budgetUsd * 1_000_000 - Number(spentMicros);
  for (const { cell, runId } of running) left -= limitOf.get(runId ?? "") ?? mostOf.get(cell) ?? 0;
  const paid = [...mostOf].flatMap(([cell, most]) => (most > 0 ? [cell] : []));
  const { _max, _count } = await db.trial.aggregate({
    where: { tenantId: tenant, experimentId: id, state: "graded", cell: { in: paid } },
    ...{ _max: { costMicros: true }, _count: true },
  });
  return { left, dearest: _count > 0 ? Number(_max.costMicros ?? 0) : null, isAnyRunning: running.length > 0 };
}

type Waiting = { ordinal: number; cell: string; item: string; mostMicros: number; grantMicros: number };

async function startTrials(
  db: TenantDb,
  tenant: TenantId,
  experiment: Experiment,
  trials: readonly Waiting[],
  nowMs: number,
): Promise<Progress> {
  const { id, plan, cells, harnessId, datasetId, createdBy } = experiment;
  const { projectId } = await db.harness.findFirstOrThrow({
    where: { tenantId: tenant, id: harnessId },
    select: { projectId: true },
  });
  const place = { tenantId: tenant, assetId: datasetId, rev: plan.datasetRev ?? 1 };
  const rows = await findRowsById(
    db,
    place,
    trials.map((trial) => trial.item),
  );
  for (const { ordinal, cell, item, mostMicros, grantMicros } of trials) {
    const row = rows.find((one) => one.id === item);
    const releaseId = cells.find((one) => one.key === cell)?.releaseId;
    if (!row || !releaseId) return "lost";
    const started = await enqueueRun(
      db,
      tenant,
      {
        ...{ releaseId, harnessId, projectId, environment: "draft", trigger: "experiment" },
        ...{ input: row.input, threadId: null, endUser: null, startedBy: createdBy },
        idempotencyKey: `experiment:${id}:${ordinal}`,
        mocks: { answers: row.mocks, unmocked: "deny" },
        ...(grantMicros < mostMicros && { limits: limitsOf(grantMicros) }),
      },
      nowMs,
    ).catch(refusalOfStart);
    if ("refused" in started) return started;
    await db.trial.updateMany({
      where: { tenantId: tenant, experimentId: id, ordinal, state: "waiting" },
      data: { state: "queued", runId: started.runId },
    });
  }
  return "more";
}

/** A variable that was taken away meanwhile refuses every further run; an experiment that went on trying would never end. */
function refusalOfStart(error: unknown): { refused: string } {
  if (error instanceof ProblemError && error.code === "binding-missing") return { refused: error.message };
  throw error;
}
