import type { SpanEnd, SpanSink, SpanStart } from "@/lib/observability/spans/span-sink";
import type { Failure } from "@/lib/platform/errors/error-class";
import type { ProjectId, TenantId } from "@/lib/platform/ids/branded-id";
import type { Clock } from "@/lib/platform/time/clock";
import type { ExpressionScope } from "@/lib/release/expressions/expression-scope";
import type { Json } from "@/lib/release/json-schema";
import type { Limits, Program, ProgramNode } from "@/lib/release/program";
import type { Environment, RunOptions } from "@/lib/release/run-request";
import type { Wait } from "@/lib/runtime/interpreter/wait";

/** What a step may know about its run. Ids come from the run row, never from a payload. */
export type RunContext = {
  tenantId: TenantId;
  runId: string;
  projectId: ProjectId;
  harnessId: string;
  harnessSlug: string;
  releaseId: string;
  releaseNumber: number | null;
  environment: Environment;
  trigger: string;
  threadId: string | null;
  endUser: string | null;
  startedBy: string;
  /** How many runs are above it. */
  depth: number;
  /** What it may use: those of its release, less for a sub-run, more when a person granted it. */
  limits: Limits;
  options: RunOptions;
  program: Program;
};

/** Totals of the run so far, for budgets and policies. */
export type RunUsage = {
  steps: number;
  toolCalls: number;
  inputTokens: number;
  outputTokens: number;
  costMicros: number;
  /** Of its sub-runs: part of the run's limits. */
  subRunTokens: number;
  subRunCostMicros: number;
};

/** What one durable call inside a step produced; journaled, so a finished call is never repeated. */
export type CallRecord = {
  value: Json;
  usage?: { inputTokens: number; outputTokens: number; costMicros: number; simulated: boolean };
};

export type StepContext = {
  run: RunContext;
  node: ProgramNode;
  /** `<node key><iteration path>`, for example `fetch@search[3]`. Stable over attempts and recoveries. */
  stepKey: string;
  iterationPath: string;
  attempt: number;
  /** Span of this attempt; children hang below it. */
  spanId: string;
  /** `node.in` evaluated. */
  input: Record<string, Json>;
  scope: ExpressionScope;
  usage: Readonly<RunUsage>;
  taint: { untrustedInput: boolean; readSensitive: boolean };
  /** Aborts on cancel, lost lease or the attempt's timeout. */
  signal: AbortSignal;
  /** Whether the run is still this worker's now; asks when the last answer is old. */
  holds(): Promise<boolean>;
  clock: Clock;
  /** Starts a child span of this attempt; the returned function ends it. `ordinal` makes its id. */
  startSpan(
    span: Pick<SpanStart, "kind" | "name"> & { ordinal: string },
  ): (end: Partial<SpanEnd> & Pick<SpanEnd, "status">) => void;
  /** Spans of this attempt, for what `startSpan` does not cover. */
  sink: SpanSink;
  /**
   * One durable call (a model call, a tool call). If `name` finished in an earlier attempt of the same step, its record
   * comes from the journal and `perform` is not called. The record is journaled before this promise resolves.
   */
  call(name: string, perform: () => Promise<CallRecord>): Promise<Json>;
  /** Sets a sticky flag of the run. */
  setTaint(flag: "untrustedInput" | "readSensitive"): void;
  /** Adds to the span of this attempt: provider, model, tool name, decision ids, attributes. */
  annotate(fields: Partial<SpanEnd>): void;
};

/**
 * `writes`: values for state variables, reduced when the step is journaled. `wait`: the attempt has done its part, and
 * the step goes on when what it waits for has come.
 */
export type StepResult =
  | { ok: true; wait: Wait }
  | { ok: true; output: Json; port: string; writes?: Record<string, Json> }
  | { ok: false; failure: Failure };

/** Executes one attempt of one node. Expected failures are returned; a throw is a bug (class `internal`). */
export type NodeExecutor = (context: StepContext) => Promise<StepResult>;
