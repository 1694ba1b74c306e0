import type { SpanSink } from "@/lib/observability/spans/span-sink";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { Clock } from "@/lib/platform/time/clock";
import type { NodeKind } from "@/lib/release/node-config";
import type { Program } from "@/lib/release/program";
import type { Inbox } from "@/lib/runtime/journal/inbox";
import type { Journal } from "@/lib/runtime/journal/journal";
import type { NodeExecutor } from "@/lib/runtime/worker/node-executor";

/** Kinds that call something outside the run; each has an executor. */
export type CallKind = Extract<
  NodeKind,
  | "llm"
  | "agent"
  | "classify"
  | "tool"
  | "http"
  | "code"
  | "memory.read"
  | "memory.write"
  | "retrieve"
  | "guardrail"
  | "approval"
  | "subflow"
>;

export type SegmentDependencies = {
  journal: Journal;
  inbox: Inbox;
  sink: SpanSink;
  clock: Clock;
  /** In [0,1), for the jitter of retry delays. */
  random: () => number;
  workerId: string;
  /** Formats of programs that this worker executes. */
  formats: readonly string[];
  executors: Readonly<Record<CallKind, NodeExecutor>>;
  /** The program of a release; throws when there is none, and `ReleaseRefused` when it may not be executed there. */
  findProgram(tenantId: TenantId, releaseId: string, environment: string): Promise<Program>;
};
