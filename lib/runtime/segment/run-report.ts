import type { RunRow, SpanKind, SpanStart } from "@/lib/observability/spans/span-sink";
import type { Json } from "@/lib/release/json-schema";
import type { NodeKind } from "@/lib/release/node-config";
import type { ProgramNode } from "@/lib/release/program";
import type { RunState } from "@/lib/runtime/interpreter/run-state";
import type { ClaimedRun } from "@/lib/runtime/journal/journal";

const PREVIEW = 200;
const preview = (value: Json): string =>
  (typeof value === "string" ? value : JSON.stringify(value ?? null)).slice(0, PREVIEW);

/** The trace root of a run as it stands. */
export function runRow(run: ClaimedRun, name: string, state: RunState, endedAt: number | null): RunRow {
  const { failure } = state;
  return {
    tenantId: run.tenantId,
    traceId: run.runId,
    projectId: run.projectId,
    harnessId: run.harnessId,
    harnessSlug: run.harnessSlug,
    releaseId: run.releaseId,
    releaseNumber: run.releaseNumber,
    environment: run.environment,
    trigger: run.trigger,
    status: state.status,
    name,
    startedAt: run.startedAt,
    endedAt,
    error: failure && { class: failure.class, fingerprint: failure.fingerprint, message: failure.message },
    threadId: run.threadId,
    endUser: run.endUser,
    inputPreview: preview(run.input),
    outputPreview: state.output === null ? null : preview(state.output),
    simulated: state.simulated,
    degraded: state.degraded,
  };
}

const SPAN_KIND: Record<NodeKind, SpanKind> = {
  "trigger.api": "trigger",
  "trigger.chat": "trigger",
  "trigger.webhook": "trigger",
  "trigger.schedule": "trigger",
  llm: "llm",
  agent: "agent",
  classify: "classify",
  tool: "tool",
  http: "http",
  transform: "transform",
  branch: "branch",
  map: "map",
  join: "join",
  end: "end",
  note: "node",
  placeholder: "node",
  code: "code",
  loop: "loop",
  wait: "wait",
  approval: "approval",
  subflow: "subflow",
  "memory.read": "memory",
  "memory.write": "memory",
  retrieve: "retrieve",
  guardrail: "guardrail",
};

export type SpanPlace = { node: ProgramNode; path: string; stepKey: string; attempt: number };

/** The span of one attempt of one step. */
export function attemptSpan(
  run: ClaimedRun,
  place: SpanPlace,
  ids: { spanId: string; parentSpanId: string | null },
  startedAt: number,
  simulated: boolean,
): SpanStart {
  const { node, path, stepKey, attempt } = place;
  return {
    tenantId: run.tenantId,
    traceId: run.runId,
    ...ids,
    projectId: run.projectId,
    releaseId: run.releaseId,
    harnessSlug: run.harnessSlug,
    environment: run.environment,
    kind: SPAN_KIND[node.kind],
    name: node.label || node.key,
    nodeId: node.id,
    nodeKey: node.key,
    stepKey,
    iterationPath: path,
    attempt,
    startedAt,
    simulated,
  };
}
