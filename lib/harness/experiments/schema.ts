import { z } from "zod";
import { GraderSpec } from "@/lib/harness/graders/graders";
import { MAX_INT4 } from "@/lib/platform/db/max-int4";
import { Key } from "@/lib/release/binding";
import { Threshold, ThresholdVerdict, Verdict } from "@/lib/release/threshold";

/** Cells of an experiment, and trials of one. */
export const MAX_CELLS = 24;
export const MAX_TRIALS = 20_000;
/** Experiments of a tenant that run at the same time. */
export const MAX_RUNNING = 10;
export const MAX_THRESHOLDS = 12;
/** How many a list gives; one with as many may go on, and is neither sorted nor searched. */
export const MAX_EXPERIMENTS = 200;

const CellKey = z.string().regex(/^[a-z0-9_]{1,40}$/);
/** What a variant changes of the draft. Empty: the draft as it is. */
export const CellChange = z.strictObject({
  /** By key of a step: the prompt revision that it uses instead. */
  prompts: z.record(Key, z.strictObject({ prompt: Key, variant: Key.optional(), rev: z.int().min(1) })).default({}),
  /** By name of a model slot. */
  slots: z
    .record(
      Key,
      z.strictObject({
        model: z.string().min(1).max(120).optional(),
        temperature: z.number().min(0).max(2).optional(),
        maxOutputTokens: z.int().min(1).max(200_000).optional(),
      }),
    )
    .default({}),
});
export const Cell = z.strictObject({ key: CellKey, label: z.string().trim().min(1).max(80), change: CellChange });
export type Cell = z.infer<typeof Cell>;

export const Plan = z.strictObject({
  dataset: Key,
  /** Null: the newest revision, pinned when the experiment starts. */
  datasetRev: z.int().min(1).max(MAX_INT4).nullable().default(null),
  cells: z.array(Cell).min(1).max(MAX_CELLS),
  /** Key of the cell that the others are compared with. */
  baseline: CellKey.nullable().default(null),
  repeats: z.int().min(1).max(20).default(3),
  graders: z.array(GraderSpec).min(1).max(20),
  /** What every variant has to keep to; those relative to the baseline bind the others only. */
  thresholds: z.array(Threshold).max(MAX_THRESHOLDS).default([]),
  /** US dollars. Each trial may cost what the limit of its harness allows, or what is left for it. */
  budgetUsd: z.number().min(0.01).max(1_000),
  seed: z.int().min(0).max(4_294_967_295).default(1),
});
export type Plan = z.infer<typeof Plan>;
export const NewExperiment = z.strictObject({
  harness: z.string().min(1).max(80),
  name: z.string().trim().min(1).max(80),
  plan: Plan,
});
export type NewExperiment = z.infer<typeof NewExperiment>;

/** A variant, compiled. `fingerprint` says whether a draft is still the same program. */
export const CompiledCell = Cell.extend({
  releaseId: z.uuid(),
  programHash: z.string(),
  fingerprint: z.string(),
  simulated: z.boolean(),
  /** What one trial may cost at most; 0 for a simulated model. */
  maxCostMicros: z.int(),
});
export type CompiledCell = z.infer<typeof CompiledCell>;

export const ExperimentState = z.enum(["running", "done", "stopped", "cancelled"]);
/** How an experiment ends before all of its trials are finished. */
export const EarlyEnd = ExperimentState.extract(["stopped", "cancelled"]);
export type EarlyEnd = z.infer<typeof EarlyEnd>;
export type ExperimentState = z.infer<typeof ExperimentState>;
const IntervalView = z.object({ value: z.number(), low: z.number(), high: z.number() });
const ThresholdView = ThresholdVerdict.extend({
  reason: z.string(),
  /** Rows that it was measured over. */
  items: z.int(),
  /** What would probably decide it; null when it is decided, or when no such number would. */
  repeatsNeeded: z.int().nullable(),
  itemsNeeded: z.int().nullable(),
  /** Trials without a grade that alone keep it from being passed. */
  ungraded: z.int().default(0),
});
export type ThresholdView = z.infer<typeof ThresholdView>;
export const CellView = z.object({
  cell: z.string(),
  items: z.int(),
  trials: z.int(),
  ungraded: z.int(),
  passRate: IntervalView,
  meanCostMicros: z.number(),
  medianLatencyMs: z.number(),
  against: z
    .object({
      difference: IntervalView,
      items: z.int(),
      fixed: z.array(z.string()),
      broken: z.array(z.string()),
      pValue: z.number(),
      isCorrected: z.boolean(),
    })
    .nullable(),
  thresholds: z.array(ThresholdView),
  /** Passed if all thresholds passed, failed if one failed; null without any. */
  verdict: Verdict.nullable(),
});
export type CellView = z.infer<typeof CellView>;
/** What is kept of an experiment when it ends. */
export const Summary = z.array(CellView);

export const ExperimentSummary = z.object({
  id: z.uuid(),
  name: z.string(),
  harness: z.object({ slug: z.string(), name: z.string() }),
  dataset: z.string(),
  datasetRev: z.int(),
  state: ExperimentState,
  reason: z.string(),
  trials: z.int(),
  finished: z.int(),
  cells: z.int(),
  /** The cell with the highest pass rate, when it ended. */
  best: z.object({ label: z.string(), passRate: z.number() }).nullable(),
  /** The worst verdict of its variants. */
  verdict: Verdict.nullable(),
  simulated: z.boolean(),
  spentMicros: z.int(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type ExperimentSummary = z.infer<typeof ExperimentSummary>;
export const ExperimentList = z.object({ items: z.array(ExperimentSummary) });
export const ExperimentView = ExperimentSummary.extend({
  plan: Plan,
  compiled: z.array(CompiledCell),
  /** The analysis so far; of what is finished. */
  analysis: Summary,
});
export type ExperimentView = z.infer<typeof ExperimentView>;

export const ItemQuery = z.object({
  after: z.coerce.number().int().min(0).max(MAX_INT4).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  /** Items that some cell fixed, broke, failed, or could not be graded. */
  only: z.enum(["fixed", "broken", "failed", "ungraded"]).optional(),
});
const MatrixCell = z.object({
  cell: z.string(),
  trials: z.int(),
  graded: z.int(),
  passed: z.int(),
  score: z.number().nullable(),
});
export const MatrixItem = z.object({
  item: z.string(),
  position: z.int(),
  input: z.json(),
  tags: z.array(z.string()),
  cells: z.array(MatrixCell),
});
export type MatrixItem = z.infer<typeof MatrixItem>;
export const ItemPage = z.object({ items: z.array(MatrixItem), nextAfter: z.int().nullable() });
export const ScoreView = z.object({
  verdict: z.enum(["pass", "fail", "ungraded"]),
  score: z.number().nullable(),
  reason: z.string(),
});
export const ItemDetail = z.object({
  item: z.string(),
  input: z.json(),
  expected: z.json().optional(),
  tags: z.array(z.string()),
  /** False: your role may not read what runs in draft answered. */
  mayReadOutput: z.boolean(),
  trials: z.array(
    z.object({
      cell: z.string(),
      repeat: z.int(),
      state: z.string(),
      status: z.string().nullable(),
      runId: z.uuid().nullable(),
      pass: z.boolean().nullable(),
      scores: z.array(ScoreView),
      output: z.json(),
      error: z.string().nullable(),
      costMicros: z.int(),
      latencyMs: z.int().nullable(),
      simulated: z.boolean(),
    }),
  ),
});
export type ItemDetail = z.infer<typeof ItemDetail>;

/** What an experiment of a harness may vary, and what a run of it has cost. */
export const ExperimentOptions = z.object({
  steps: z.array(z.object({ key: z.string(), label: z.string(), prompt: z.string().nullable() })),
  slots: z.array(z.object({ name: z.string(), model: z.string(), temperature: z.number(), maxOutputTokens: z.int() })),
  models: z.array(z.object({ ref: z.string(), simulated: z.boolean() })),
  prompts: z.array(z.object({ key: z.string(), revisions: z.array(z.int()) })),
  tools: z.array(z.string()),
  /** Mean of the last runs that were not simulated; null without any. */
  meanCostMicros: z.number().nullable(),
});
export type ExperimentOptions = z.infer<typeof ExperimentOptions>;
