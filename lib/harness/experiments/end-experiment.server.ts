import { analyse, type CellAnalysis } from "@/lib/harness/analysis/analyse";
import type { TrialResult } from "@/lib/harness/analysis/trial-result";
import { CompiledCell, EarlyEnd, type ExperimentState, type Plan, ScoreView } from "@/lib/harness/experiments/schema";
import { storedPlan } from "@/lib/harness/experiments/stored-experiment";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

export type ExperimentRow = NonNullable<Awaited<ReturnType<TenantDb["experiment"]["findFirst"]>>>;
export type Experiment = Omit<ExperimentRow, "plan" | "cells" | "endsAs"> & {
  plan: Plan;
  cells: CompiledCell[];
  endsAs: EarlyEnd | null;
};

export const experimentOf = (row: ExperimentRow): Experiment => ({
  ...row,
  plan: storedPlan(row.plan),
  cells: CompiledCell.array().parse(row.cells),
  endsAs: EarlyEnd.nullable().parse(row.endsAs),
});

/** An experiment, locked until the transaction ends. `skip`: null as well when somebody else has it. */
export async function lockExperiment(
  db: TenantDb,
  tenantId: TenantId,
  id: string,
  held: "wait" | "skip",
): Promise<Experiment | null> {
  const locked =
    held === "wait"
      ? await db.$queryRaw<
          unknown[]
        >`SELECT 1 FROM experiment WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid FOR UPDATE`
      : await db.$queryRaw<
          unknown[]
        >`SELECT 1 FROM experiment WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid FOR UPDATE SKIP LOCKED`;
  if (locked.length === 0) return null;
  const row = await db.experiment.findFirst({ where: { tenantId, id } });
  return row && experimentOf(row);
}

/** The analysis of what is finished. While it runs, one interval formula for all: quick, and replaced at the end. */
export async function analyseExperiment(
  db: TenantDb,
  tenantId: TenantId,
  { id, plan, state }: Experiment,
): Promise<CellAnalysis[]> {
  const isRunning = state === "running";
  const thresholds = isRunning ? [] : plan.thresholds;
  const asksGraders = thresholds.some((one) => one.metric === "pass-rate" && one.grader !== undefined);
  const rows = await db.trial.findMany({
    where: { tenantId, experimentId: id, state: "graded" },
    select: {
      ...{ cell: true, item: true, pass: true, costMicros: true, latencyMs: true, tokens: true, steps: true },
      scores: asksGraders,
    },
  });
  const results = rows.map(
    ({ costMicros, scores, ...row }): TrialResult => ({
      ...row,
      costMicros: Number(costMicros),
      grades: gradesOf(scores),
    }),
  );
  const cells = plan.cells.map((cell) => cell.key);
  const graders = plan.graders.map((grader) => grader.name);
  const { baseline, seed } = plan;
  return analyse({ cells, baseline, seed, thresholds, graders, repeats: isRunning ? 1 : plan.repeats }, results);
}

const gradesOf = (scores: unknown): TrialResult["grades"] =>
  ScoreView.array()
    .parse(scores ?? [])
    .map(({ verdict }) => (verdict === "ungraded" ? null : verdict === "pass"));

type End = { state: Exclude<ExperimentState, "running">; reason: string; now: Date };

/** Closes an experiment with its final analysis. Call it with the row locked. */
export async function endExperiment(
  db: TenantDb,
  tenantId: TenantId,
  experiment: Experiment,
  { state, reason, now }: End,
): Promise<void> {
  const summary = await analyseExperiment(db, tenantId, { ...experiment, state });
  await db.experiment.updateMany({
    where: { tenantId, id: experiment.id },
    data: { state, reason, endedAt: now, summary: JSON.parse(JSON.stringify(summary)) },
  });
}
