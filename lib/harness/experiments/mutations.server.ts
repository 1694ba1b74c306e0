import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { requireAsset } from "@/lib/harness/assets/data.server";
import { compileDraft } from "@/lib/harness/compile/compile-draft";
import { findRows } from "@/lib/harness/datasets/data.server";
import { applyCell } from "@/lib/harness/experiments/apply-cell";
import { lockExperiment } from "@/lib/harness/experiments/end-experiment.server";
import { graderIssues } from "@/lib/harness/experiments/grader-issues";
import { modelsOfProgram } from "@/lib/harness/experiments/models-of-program.server";
import { planTrials } from "@/lib/harness/experiments/plan-trials";
import { programFingerprint } from "@/lib/harness/experiments/program-fingerprint";
import {
  type Cell,
  type CompiledCell,
  MAX_RUNNING,
  MAX_TRIALS,
  type NewExperiment,
  type Plan,
} from "@/lib/harness/experiments/schema";
import { stopExperiment } from "@/lib/harness/experiments/stop-experiment.server";
import { thresholdIssues } from "@/lib/harness/experiments/threshold-issues";
import { manifestOf } from "@/lib/harness/releases/manifest-of.server";
import { type Prepared, prepareDraft } from "@/lib/harness/releases/prepare-draft.server";
import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { newId } from "@/lib/platform/ids/new-id.server";
import { checksum } from "@/lib/release/checksum.server";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import { storeRelease } from "@/lib/release/mutations.server";

type Errors = { pointer: string; message: string }[];

/**
 * Compiles every variant of the stored draft to a candidate release and plans all trials; nothing is executed here.
 * Errors: `not-found`; `invalid` when the tenant has as many running as it may, and with pointers when the plan does not fit
 * the draft or the dataset.
 */
export async function createExperiment(db: TenantDb, actor: Actor, { harness, name, plan: given }: NewExperiment) {
  const { tenantId } = actor;
  await refuseTooMany(db, tenantId);
  const prepared = await prepareDraft(db, actor, harness);
  const dataset = await requireAsset(db, actor, "dataset", given.dataset);
  const plan = { ...given, datasetRev: given.datasetRev ?? dataset.newest.rev };
  const rows = await findRows(db, actor, plan.dataset, plan.datasetRev);
  if (!rows) throw new ProblemError("not-found", `"${plan.dataset}" has no revision ${plan.datasetRev}.`);
  const trials = planTrials(
    rows.map((row) => row.id),
    plan.cells.map((cell) => cell.key),
    plan.repeats,
    plan.seed,
  );
  const errors = [...planErrors(plan, trials.length), ...rowErrors(prepared, rows)];
  if (errors.length > 0)
    throw new ProblemError("invalid", "The experiment was not started: the plan does not fit.", errors);
  const cells: CompiledCell[] = [];
  for (const [index, cell] of plan.cells.entries()) cells.push(await compileCell(db, actor, prepared, cell, index));
  const id = newId();
  await db.experiment.create({
    data: {
      ...{ tenantId, id, harnessId: prepared.harness.id, name, datasetId: dataset.id },
      ...{ plan: asJson(plan), cells: asJson(cells), planHash: checksum(plan) },
      ...{ state: "running", trials: trials.length, createdBy: actorRef(actor) },
    },
  });
  await db.$executeRaw`
    INSERT INTO trial (tenant_id, experiment_id, ordinal, cell, item, repeat, state)
    SELECT ${tenantId}::uuid, ${id}::uuid, ordinal, cell, item, repeat, 'waiting'
      FROM unnest(${trials.map((one) => one.cell)}::text[], ${trials.map((one) => one.item)}::text[],
                  ${trials.map((one) => one.repeat)}::int[]) WITH ORDINALITY AS t(cell, item, repeat, ordinal)`;
  await appendAuditEvent(db, actor, {
    action: "experiment.start",
    target: `experiment:${id}`,
    detail: { harness, name, trials: trials.length, budgetUsd: plan.budgetUsd },
  });
  return { id };
}

async function refuseTooMany(db: TenantDb, tenantId: TenantId): Promise<void> {
  await lockTransaction(db, `experiments:${tenantId}`);
  const running = await db.experiment.count({ where: { tenantId, state: "running" } });
  if (running >= MAX_RUNNING)
    throw new ProblemError(
      "invalid",
      `${running} experiments are running, and no more than ${MAX_RUNNING} may. Wait until one is over, or cancel one.`,
    );
}

const asJson = (value: unknown) => JSON.parse(JSON.stringify(value));

function planErrors(plan: Plan, trials: number): Errors {
  const { cells, baseline } = plan;
  const keys = cells.map((cell) => cell.key);
  return [
    ...(new Set(keys).size < keys.length
      ? [{ pointer: "/plan/cells", message: "Two variants have the same key." }]
      : []),
    ...(baseline !== null && !keys.includes(baseline)
      ? [{ pointer: "/plan/baseline", message: `There is no variant "${baseline}".` }]
      : []),
    ...graderIssues(plan),
    ...thresholdIssues(plan),
    ...(trials === 0 ? [{ pointer: "/plan/dataset", message: "The dataset has no rows." }] : []),
    ...(trials > MAX_TRIALS
      ? [{ pointer: "/plan", message: `This makes ${trials} trials; an experiment has at most ${MAX_TRIALS}.` }]
      : []),
  ];
}

const MAX_ROW_ERRORS = 20;

/** Rows whose input the harness would refuse. */
function rowErrors({ draft }: Prepared, rows: Awaited<ReturnType<typeof findRows>>): Errors {
  return (rows ?? [])
    .flatMap((row) => {
      const [issue] = jsonValueIssues(draft.inputs, row.input);
      const message = `Row ${row.position} does not fit the inputs of the harness, at "${issue?.pointer}": ${issue?.message}`;
      return issue ? [{ pointer: "/plan/dataset", message }] : [];
    })
    .slice(0, MAX_ROW_ERRORS);
}

async function compileCell(
  db: TenantDb,
  actor: Actor,
  prepared: Prepared,
  cell: Cell,
  index: number,
): Promise<CompiledCell> {
  const pointer = `/plan/cells/${index}`;
  const applied = applyCell(prepared.draft, cell);
  if (!applied.ok)
    throw new ProblemError("invalid", "A variant does not fit the draft.", [{ pointer, message: applied.reason }]);
  const compiled = compileDraft(applied.draft, prepared.library);
  if (!compiled.ok)
    throw new ProblemError(
      "invalid",
      `The variant "${cell.label}" does not compile.`,
      compiled.findings.map(({ explanation }) => ({ pointer, message: explanation })),
    );
  const { program } = compiled;
  const release = await storeRelease(db, actor.tenantId, "candidate", {
    harnessId: prepared.harness.id,
    program,
    manifest: manifestOf(applied.draft, prepared.rev, compiled, [actorRef(actor)]),
    readiness: prepared.report,
    createdBy: actorRef(actor),
  });
  const models = await modelsOfProgram(db, actor.tenantId, program);
  const simulated = models.some((model) => model.startsWith("sandbox/"));
  const isFree = models.every((model) => model.startsWith("sandbox/"));
  return {
    ...cell,
    ...{ releaseId: release.id, simulated, programHash: checksum(program), fingerprint: programFingerprint(program) },
    maxCostMicros: isFree ? 0 : Math.ceil(program.limits.maxCostUsd * 1_000_000),
  };
}

/** Ends an experiment early: what waits is not started, what runs is cancelled, what is finished counts. Errors: `not-found`. */
export async function cancelExperiment(db: TenantDb, actor: Actor, id: string, now: Date): Promise<void> {
  const { tenantId } = actor;
  const experiment = await lockExperiment(db, tenantId, id, "wait");
  if (!experiment) throw new ProblemError("not-found");
  if (experiment.state !== "running" || experiment.endsAs) return;
  await stopExperiment(db, tenantId, experiment, { endsAs: "cancelled", reason: "A person cancelled it.", now });
  await appendAuditEvent(db, actor, { action: "experiment.cancel", target: `experiment:${id}` });
}
