import type { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import { verdictOfAll } from "@/lib/harness/analysis/verdict-of";
import { findRowsById, positionedRows } from "@/lib/harness/datasets/data.server";
import { getLibrary, requireDraft } from "@/lib/harness/drafts/data.server";
import { hasPrompt } from "@/lib/harness/experiments/apply-cell";
import {
  analyseExperiment,
  type Experiment,
  type ExperimentRow,
  experimentOf,
} from "@/lib/harness/experiments/end-experiment.server";
import { ifReadable } from "@/lib/harness/experiments/if-readable";
import {
  type CellView,
  type ExperimentOptions,
  ExperimentState,
  type ExperimentSummary,
  type ExperimentView,
  type ItemDetail,
  type ItemPage,
  type ItemQuery,
  MAX_EXPERIMENTS,
  ScoreView,
} from "@/lib/harness/experiments/schema";
import { storedSummary } from "@/lib/harness/experiments/stored-experiment";
import { requireHarness } from "@/lib/harness/harnesses/data.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { findRunOutcomes } from "@/lib/release/data.server";
import { PromptText } from "@/lib/release/node-config";
import { promptName } from "@/lib/release/prompt-name";
import { Prisma } from "@/prisma/generated/client";

const { sql } = Prisma;

/** Experiments of the tenant, or of one harness, newest first; of many, the newest `MAX_EXPERIMENTS`. */
export async function listExperiments(db: TenantDb, actor: Actor, harness?: string): Promise<ExperimentSummary[]> {
  const { tenantId, projectId } = actor;
  const only = harness ? (await requireHarness(db, actor, harness)).id : undefined;
  const harnesses = await db.harness.findMany({
    where: { tenantId, ...(projectId ? { projectId } : {}), ...(only ? { id: only } : {}) },
    select: { id: true, slug: true, name: true },
  });
  const rows = await db.experiment.findMany({
    where: { tenantId, harnessId: { in: harnesses.map((one) => one.id) } },
    orderBy: { createdAt: "desc" },
    take: MAX_EXPERIMENTS,
  });
  return rows.map((row) => {
    const harness = harnesses.find((one) => one.id === row.harnessId);
    return ifReadable(() => summaryOf(experimentOf(row), harness)) ?? unreadableSummary(row, harness);
  });
}

const UNREADABLE = "It cannot be read any more: it was stored in a form of before.";

function unreadableSummary(row: ExperimentRow, harness: { slug: string; name: string } | undefined): ExperimentSummary {
  const { id, name, trials, finished, state, spentMicros, createdBy, createdAt, endedAt } = row;
  return {
    ...{ id, name, trials, finished, createdBy, reason: UNREADABLE, spentMicros: Number(spentMicros) },
    harness: { slug: harness?.slug ?? "", name: harness?.name ?? "" },
    ...{ dataset: "", datasetRev: 1, cells: 0, best: null, verdict: null, simulated: false },
    state: ExperimentState.catch("stopped").parse(state),
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}

function summaryOf(experiment: Experiment, harness: { slug: string; name: string } | undefined): ExperimentSummary {
  const { plan, cells, state, spentMicros, createdAt, endedAt } = experiment;
  const summary = storedSummary(experiment.summary ?? [], plan.thresholds);
  const [best] = [...summary]
    .filter((row) => row.items > 0)
    .sort((one, other) => other.passRate.value - one.passRate.value);
  const { id, name, reason, trials, finished, createdBy } = experiment;
  return {
    ...{ id, name, reason, trials, finished, createdBy },
    harness: { slug: harness?.slug ?? "", name: harness?.name ?? "" },
    dataset: plan.dataset,
    datasetRev: plan.datasetRev ?? 1,
    state: experiment.endsAs ?? ExperimentState.parse(state),
    cells: cells.length,
    best: best
      ? { label: cells.find((cell) => cell.key === best.cell)?.label ?? best.cell, passRate: best.passRate.value }
      : null,
    verdict: verdictOfAll(summary.flatMap((row) => row.verdict ?? [])),
    simulated: cells.some((cell) => cell.simulated),
    spentMicros: Number(spentMicros),
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}

async function requireExperiment(db: TenantDb, actor: Actor, id: string) {
  const { tenantId, projectId } = actor;
  const row = await db.experiment.findFirst({ where: { tenantId, id } });
  const harness = row && (await db.harness.findFirst({ where: { tenantId, id: row.harnessId } }));
  if (!row || !harness || (projectId && harness.projectId !== projectId)) throw new ProblemError("not-found");
  const experiment = ifReadable(() => experimentOf(row));
  if (!experiment) throw new ProblemError("not-found", UNREADABLE);
  return { experiment, harness };
}

/** An experiment with its plan and the analysis so far. Throws `not-found`. */
export async function getExperiment(db: TenantDb, actor: Actor, id: string): Promise<ExperimentView> {
  const { experiment, harness } = await requireExperiment(db, actor, id);
  const { plan, cells } = experiment;
  const analysis = await analysisOf(db, actor, experiment);
  return { ...summaryOf(experiment, harness), plan, compiled: cells, analysis };
}

/** What was kept when it ended, or the analysis of what is finished so far. */
async function analysisOf(db: TenantDb, { tenantId }: Actor, experiment: Experiment): Promise<CellView[]> {
  const { summary, plan } = experiment;
  return summary ? storedSummary(summary, plan.thresholds) : await analyseExperiment(db, tenantId, experiment);
}

/** Rows of the dataset with how often each cell passed, in the dataset's order, filtered. Throws `not-found`. */
export async function listItems(
  db: TenantDb,
  actor: Actor,
  id: string,
  query: z.infer<typeof ItemQuery>,
): Promise<z.infer<typeof ItemPage>> {
  const { experiment } = await requireExperiment(db, actor, id);
  const ids = query.only ? await itemsThat(db, actor, experiment, query.only) : null;
  const place = { tenantId: actor.tenantId, assetId: experiment.datasetId, rev: experiment.plan.datasetRev ?? 1 };
  const found = await positionedRows(db, place, { after: query.after, limit: query.limit, ids });
  const rows = found.slice(0, query.limit);
  const counts = await db.$queryRaw<MatrixRow[]>`
    SELECT item, cell, count(*)::int AS trials, count(pass)::int AS graded, (count(*) FILTER (WHERE pass))::int AS passed, avg(score) AS score
      FROM trial WHERE tenant_id = ${actor.tenantId}::uuid AND experiment_id = ${id}::uuid AND item = ANY (${rows.map((row) => row.id)})
     GROUP BY item, cell`;
  const cells = experiment.plan.cells.map((cell) => cell.key);
  return {
    items: rows.map((row) => ({
      ...{ item: row.id, position: row.position, input: row.input, tags: row.tags },
      cells: cells.map((cell) => {
        const one = counts.find((count) => count.item === row.id && count.cell === cell);
        return {
          cell,
          trials: one?.trials ?? 0,
          graded: one?.graded ?? 0,
          passed: one?.passed ?? 0,
          score: one?.score ?? null,
        };
      }),
    })),
    nextAfter: found.length > query.limit ? (rows.at(-1)?.position ?? null) : null,
  };
}

type MatrixRow = { item: string; cell: string; trials: number; graded: number; passed: number; score: number | null };

async function itemsThat(
  db: TenantDb,
  actor: Actor,
  experiment: Experiment,
  only: "fixed" | "broken" | "failed" | "ungraded",
): Promise<string[]> {
  const { tenantId } = actor;
  if (only === "fixed" || only === "broken") {
    const analysis = await analysisOf(db, actor, experiment);
    return [...new Set(analysis.flatMap((row) => row.against?.[only] ?? []))];
  }
  const condition = only === "failed" ? sql`pass = false` : sql`pass IS NULL AND state = 'graded'`;
  const rows = await db.$queryRaw<{ item: string }[]>`
    SELECT DISTINCT item FROM trial WHERE tenant_id = ${tenantId}::uuid AND experiment_id = ${experiment.id}::uuid AND ${condition}`;
  return rows.map((row) => row.item);
}

/** Every trial of one row: outputs, scores, runs. Throws `not-found`. */
export async function getItem(db: TenantDb, actor: Actor, id: string, item: string): Promise<ItemDetail> {
  const { tenantId } = actor;
  const { experiment } = await requireExperiment(db, actor, id);
  const place = { tenantId, assetId: experiment.datasetId, rev: experiment.plan.datasetRev ?? 1 };
  const [row] = await findRowsById(db, place, [item]);
  if (!row) throw new ProblemError("not-found");
  const trials = await db.trial.findMany({
    where: { tenantId, experimentId: id, item },
    orderBy: [{ repeat: "asc" }, { ordinal: "asc" }],
  });
  const outcomes = await findRunOutcomes(
    db,
    tenantId,
    trials.flatMap((trial) => trial.runId ?? []),
  );
  const mayReadOutput = actor.scopes.has("payload:readDraft");
  const order = experiment.plan.cells.map((cell) => cell.key);
  return {
    ...{ item, input: row.input, tags: row.tags, mayReadOutput },
    ...(row.expected === undefined ? {} : { expected: row.expected }),
    trials: trials
      .map(({ cell, repeat, state, status, runId, pass, scores, costMicros, latencyMs, simulated }) => {
        const outcome = outcomes.find((one) => one.runId === runId);
        return {
          ...{ cell, repeat, state, status, runId, pass, latencyMs, simulated },
          scores: ScoreView.array().parse(scores ?? []),
          output: mayReadOutput ? (outcome?.output ?? null) : null,
          error: outcome?.error?.message ?? null,
          costMicros: Number(costMicros),
        };
      })
      .sort((one, other) => one.repeat - other.repeat || order.indexOf(one.cell) - order.indexOf(other.cell)),
  };
}

/** What an experiment of a harness may vary. Throws `not-found`. */
export async function getOptions(db: TenantDb, actor: Actor, slug: string): Promise<ExperimentOptions> {
  const { draft } = await requireDraft(db, actor, slug);
  const library = await getLibrary(db, actor, slug);
  const [cost] = await db.$queryRaw<{ mean: number | null }[]>`
    SELECT avg(cost_micros)::float AS mean FROM (SELECT cost_micros FROM obs.run
      WHERE tenant_id = ${actor.tenantId}::uuid AND harness_slug = ${slug} AND NOT simulated AND ended_at IS NOT NULL
      ORDER BY started_at DESC LIMIT 50) AS recent`;
  return {
    steps: draft.nodes.filter(hasPrompt).map((node) => {
      const ref = PromptText.safeParse(node.config.prompt).data?.ref;
      return { key: node.key, label: node.label, prompt: ref ? promptName(ref) : null };
    }),
    slots: Object.entries(draft.models).map(([name, slot]) => {
      const { model, temperature, maxOutputTokens } = slot;
      return { name, model, temperature, maxOutputTokens };
    }),
    models: library.models,
    prompts: library.prompts.map(({ key, revisions }) => ({ key, revisions: revisions.map((one) => one.rev) })),
    tools: library.tools.map((tool) => tool.key),
    meanCostMicros: cost?.mean ?? null,
  };
}
