import { z } from "zod";
import { BoundModels } from "@/lib/release/bound-models";
import { RunMocks } from "@/lib/release/run-mocks";
import { RUN_STATUSES } from "@/lib/release/run-status";
import { Variables } from "@/lib/release/variables";

export const Environment = z.enum(["draft", "staging", "production"]);
export type Environment = z.infer<typeof Environment>;

export const RunTrigger = z.enum([
  "api",
  "chat",
  "test",
  "cli",
  "webhook",
  "schedule",
  "openai",
  "mcp",
  "subflow",
  "experiment",
  "replay",
]);
export type RunTrigger = z.infer<typeof RunTrigger>;

/** What a run may use at most, below the limits of its release. */
export const RunLimits = z.strictObject({ maxTokens: z.number().min(0), maxCostUsd: z.number().min(0) });
export type RunLimits = z.infer<typeof RunLimits>;

/** `record`: keep what models answer. `replay`: answer from what was kept, and from nothing else. `auto`: keep what is not there. */
export const CassetteMode = z.enum(["record", "replay", "auto"]);
export type CassetteMode = z.infer<typeof CassetteMode>;

/** What a caller asks of one run beyond its input. */
export const RunOptions = z.strictObject({
  /** Lowers the limit of every model call; a higher number changes nothing. */
  maxOutputTokens: z.int().min(1).optional(),
  /** Key of the trigger node that the run enters by, where there are several of a kind. */
  entry: z.string().max(40).optional(),
  cassettes: CassetteMode.optional(),
});
export type RunOptions = z.infer<typeof RunOptions>;

/** What a test, a trial or a caller asks the runtime to do. The row is committed as `queued`; a worker does the rest. */
export const RunRequest = z.strictObject({
  releaseId: z.uuid(),
  harnessId: z.uuid(),
  projectId: z.uuid(),
  environment: Environment,
  trigger: RunTrigger,
  input: z.json(),
  threadId: z.uuid().nullable(),
  endUser: z.string().max(200).nullable(),
  /** `user:<id>`, `key:<id>` or `system:<name>`. */
  startedBy: z.string().max(80),
  idempotencyKey: z.string().min(1).max(200).nullable(),
  options: RunOptions.optional(),
  /** Variables that a run before it had: a replay sees the same. The others are what the environment has now. */
  vars: Variables.optional(),
  /** Models that a run before it had in place of its release's: a replay asks the same. Absent: what is bound now. */
  models: BoundModels.optional(),
  /** Prepared tool answers of a trial; absent: tools are called. Sub-runs share them. */
  mocks: RunMocks.optional(),
  /** What it may use at most, below the limits of its release: a trial keeps to what its experiment has left. */
  limits: RunLimits.optional(),
  /** The step whose sub-run this is. `depth`: 1 for a sub-run of a run that nobody else started. */
  parent: z
    .strictObject({
      runId: z.uuid(),
      stepKey: z.string().max(400),
      depth: z.int().min(1).max(8),
      /** Flags that the sub-run starts with. */
      taint: z.array(z.string()),
      /** What is left of the parent's limits. */
      limits: RunLimits,
    })
    .optional(),
});
export type RunRequest = z.infer<typeof RunRequest>;

export const RunStatus = z.enum(RUN_STATUSES);
/** What a parked run waits for: a time, a person's approval or choice, a signal, a sub-run, or a policy or budget decision. */
export const ParkedReason = z.enum(["timer", "approval", "signal", "retry", "policy", "budget", "decision", "subflow"]);
export type ParkedReason = z.infer<typeof ParkedReason>;
