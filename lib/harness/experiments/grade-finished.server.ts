import { findRowsById } from "@/lib/harness/datasets/data.server";
import { costLimitOf } from "@/lib/harness/experiments/cost-limit";
import type { Experiment } from "@/lib/harness/experiments/end-experiment.server";
import type { TrialFacts } from "@/lib/harness/graders/grader";
import { type GraderSpec, gradeTrial, trialResult } from "@/lib/harness/graders/graders";
import { findTrajectories, type Trajectory } from "@/lib/observability/traces/trajectories.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { findRunOutcomes } from "@/lib/release/data.server";
import { findRunTrees, type RunTree } from "@/lib/release/find-run-trees.server";
import { requestCancel } from "@/lib/release/mutations.server";
import type { RunOutcome } from "@/lib/release/run-outcome";
import { isTerminal } from "@/lib/release/run-status";

/** How long a trace may arrive after its run ended. */
const TRACE_MS = 15_000;
/** A trial that is not over by then is cancelled and has failed: it waits for a person, or hangs. */
const TRIAL_MS = 900_000;

/** Grades trials whose runs are over. Returns what the experiment has spent so far, in micro units. */
export async function gradeFinished(
  db: TenantDb,
  tenantId: TenantId,
  experiment: Experiment,
  nowMs: number,
): Promise<number> {
  const { id, plan, datasetId } = experiment;
  const running = await db.trial.findMany({ where: { tenantId, experimentId: id, state: "queued" } });
  const runIds = running.flatMap((trial) => trial.runId ?? []);
  const trees = await findRunTrees(db, tenantId, runIds);
  const outcomes = (await findRunOutcomes(db, tenantId, runIds)).map((outcome) => withSubRuns(outcome, trees));
  await cancelLate(db, tenantId, outcomes, nowMs);
  const traces = await findTrajectories(db, tenantId, trees);
  // An experiment that ends early has cancelled its last trials itself: they are no result, but what they cost counts.
  const isGivenUp = ({ status }: RunOutcome) => experiment.endsAs !== null && status === "cancelled";
  const ready = outcomes.filter((outcome) => isGivenUp(outcome) || isReady(outcome, traces.get(outcome.runId), nowMs));
  const place = { tenantId, assetId: datasetId, rev: plan.datasetRev ?? 1 };
  const rows = await findRowsById(
    db,
    place,
    running.map((trial) => trial.item),
  );
  type Change = Parameters<TenantDb["trial"]["updateMany"]>[0]["data"];
  const keep = (trial: { ordinal: number }, data: Change) =>
    db.trial.updateMany({ where: { tenantId, experimentId: id, ordinal: trial.ordinal, state: "queued" }, data });
  let finished = 0;
  let spent = Number(experiment.spentMicros);
  for (const outcome of ready) {
    const trial = running.find((one) => one.runId === outcome.runId);
    if (!trial) continue;
    spent += outcome.costMicros;
    if (isGivenUp(outcome)) {
      await keep(trial, { state: "cancelled", ...usedBy(outcome) });
      continue;
    }
    const expected = rows.find((row) => row.id === trial.item)?.expected;
    const graded = grade(plan.graders, factsOf(outcome, expected, traces.get(outcome.runId)));
    await keep(trial, { state: "graded", ...graded, ...usedBy(outcome) });
    finished += 1;
  }
  if (ready.length > 0)
    await db.experiment.updateMany({
      where: { tenantId, id },
      data: { finished: { increment: finished }, spentMicros: BigInt(spent) },
    });
  return spent;
}

/** A run with what its sub-runs used: they are part of what the variant does. */
function withSubRuns(outcome: RunOutcome, trees: ReadonlyMap<string, RunTree>): RunOutcome {
  const tree = trees.get(outcome.runId);
  if (!tree) return outcome;
  const { inputTokens, outputTokens, costMicros, simulated } = tree;
  return { ...outcome, inputTokens, outputTokens, costMicros, simulated };
}

async function cancelLate(
  db: TenantDb,
  tenantId: TenantId,
  outcomes: readonly RunOutcome[],
  nowMs: number,
): Promise<void> {
  const late = outcomes.filter((outcome) => !isTerminal(outcome.status) && nowMs - outcome.queuedAt > TRIAL_MS);
  if (late.length > 0)
    await requestCancel(
      db,
      tenantId,
      late.map((outcome) => outcome.runId),
      new Date(nowMs),
    );
}

function isReady({ status, endedAt }: RunOutcome, trace: Trajectory | undefined, nowMs: number): boolean {
  if (!isTerminal(status)) return false;
  return trace?.isComplete === true || endedAt === null || nowMs - endedAt > TRACE_MS;
}

/** One that no worker began in that time says nothing about the variant. */
const isOverdue = ({ status, queuedAt, startedAt, endedAt }: RunOutcome) =>
  status === "cancelled" &&
  startedAt !== null &&
  startedAt - queuedAt <= TRIAL_MS &&
  endedAt !== null &&
  endedAt - queuedAt > TRIAL_MS;
const isCutShort = (outcome: RunOutcome) =>
  outcome.status === "failed" && outcome.costMicros > (costLimitOf(outcome) ?? Number.POSITIVE_INFINITY);
const latencyOf = ({ startedAt, endedAt }: RunOutcome) =>
  startedAt !== null && endedAt !== null ? endedAt - startedAt : null;
const usedBy = (outcome: RunOutcome) => ({
  ...{ status: outcome.status, simulated: outcome.simulated, costMicros: BigInt(outcome.costMicros) },
  ...{ latencyMs: latencyOf(outcome), tokens: tokensOf(outcome), steps: outcome.steps },
});
const tokensOf = ({ inputTokens, outputTokens }: RunOutcome) => inputTokens + outputTokens;

function factsOf(outcome: RunOutcome, expected: TrialFacts["expected"], trace: Trajectory | undefined): TrialFacts {
  const { input, status, output, error, steps, costMicros } = outcome;
  return {
    ...{ input, expected, status, output, steps, costMicros, isOverdue: isOverdue(outcome) },
    isCutShort: isCutShort(outcome),
    error: error?.message ?? null,
    tools: trace?.isComplete ? trace.tools : null,
    latencyMs: latencyOf(outcome) ?? 0,
    tokens: tokensOf(outcome),
  };
}

function grade(specs: readonly GraderSpec[], facts: TrialFacts) {
  const scores = specs.map((spec) => gradeTrial(spec, facts));
  return { ...trialResult(specs, scores), scores };
}
