import type { ErrorClass } from "@/lib/platform/errors/error-class";
import type { TenantId } from "@/lib/platform/ids/branded-id";

export type SpanKind =
  | "node"
  | "llm"
  | "agent"
  | "tool"
  | "http"
  | "classify"
  | "policy"
  | "memory"
  | "retrieve"
  | "branch"
  | "map"
  | "loop"
  | "join"
  | "transform"
  | "trigger"
  | "code"
  | "wait"
  | "approval"
  | "subflow"
  | "guardrail"
  | "end";
export type SpanStatus = "ok" | "error" | "cancelled";

/** Token counts are disjoint: `input` excludes what was read from or written to a cache, `output` excludes reasoning. */
export type TokenUsage = { input: number; cacheRead: number; cacheWrite: number; output: number; reasoning: number };

/** The trace root. `traceId` is the run id. Sent whenever the run's status or totals change. */
export type RunRow = {
  tenantId: TenantId;
  traceId: string;
  projectId: string;
  harnessId: string;
  harnessSlug: string;
  releaseId: string;
  releaseNumber: number | null;
  environment: string;
  trigger: string;
  status: string;
  /** Why a parked run waits. */
  parkedReason?: string | null;
  /** A step gave its fallback value instead of a result. */
  degraded?: boolean;
  name: string;
  startedAt: number;
  endedAt: number | null;
  error: { class: ErrorClass; fingerprint: string; message: string } | null;
  threadId: string | null;
  endUser: string | null;
  /** At most 200 characters each. */
  inputPreview: string;
  outputPreview: string | null;
  simulated: boolean;
};

/** One attempt of one step, or a call inside it. Times are milliseconds since the epoch. */
export type SpanStart = {
  tenantId: TenantId;
  traceId: string;
  /** 16 hex characters, from `spanId()`; the same step and attempt give the same id after a recovery. */
  spanId: string;
  parentSpanId: string | null;
  projectId: string;
  releaseId: string;
  harnessSlug: string;
  environment: string;
  kind: SpanKind;
  name: string;
  nodeId: string | null;
  nodeKey: string | null;
  stepKey: string | null;
  iterationPath: string;
  attempt: number;
  startedAt: number;
  simulated: boolean;
};

export type SpanEnd = SpanStart & {
  endedAt: number;
  status: SpanStatus;
  /** Last attempt of its step. */
  final: boolean;
  error: { class: ErrorClass; fingerprint: string; message: string } | null;
  provider?: string;
  model?: string;
  toolName?: string;
  usage?: TokenUsage;
  /** Micro units of the currency of the price; null = price unknown. */
  costMicros?: number | null;
  priceSource?: string;
  ttftMs?: number;
  segments?: { k: string; ms: number }[];
  decisionIds?: string[];
  attributes?: Record<string, unknown>;
  /** JSON or text; cut at 1 MB by the sink. */
  input?: unknown;
  output?: unknown;
};

export type FlushReport = { written: number; rejected: number; dropped: number };

/** Where the runtime reports what happens. Never throws, never blocks: telemetry decides nothing about a run. */
export interface SpanSink {
  runChanged(run: RunRow): void;
  start(span: SpanStart): void;
  end(span: SpanEnd): void;
  flush(deadlineMs: number): Promise<FlushReport>;
}
