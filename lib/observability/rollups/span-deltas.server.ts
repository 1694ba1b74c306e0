import {
  type DeltaKey,
  type DeltaSet,
  type Dimension,
  hourOf,
  type Measurement,
} from "@/lib/observability/rollups/rollup-delta";
import { spanId } from "@/lib/observability/spans/span-id.server";
import type { RunRow, SpanEnd, TokenUsage } from "@/lib/observability/spans/span-sink";

const MAX_ATTEMPT_KEY = 5;

export const totalTokens = (usage: TokenUsage | undefined): number =>
  usage ? usage.input + usage.cacheRead + usage.cacheWrite + usage.output + usage.reasoning : 0;

/** An attempt of a step, as opposed to a call inside one. */
export function isStepAttempt(span: SpanEnd): boolean {
  if (!span.stepKey || !span.nodeKey) return false;
  return span.parentSpanId === null || span.spanId === spanId(span.traceId, span.stepKey, span.attempt);
}

/** Whose usage is counted: calls themselves, never the agent or the map around them. */
export const isPricedCall = (span: SpanEnd): boolean =>
  span.usage !== undefined && span.kind !== "agent" && span.kind !== "map" && span.kind !== "node";

/** A policy kept an agent from a tool: a failed call of its node, though the agent may still answer. */
const isDeniedToolOfAgent = (span: SpanEnd): boolean =>
  span.kind === "policy" && span.status === "error" && span.attributes?.toolOfAgent === true;

/** Adds what a closed span counts for. Cancelled spans count on neither side. */
export function addSpan(set: DeltaSet, span: SpanEnd): void {
  if (span.status === "cancelled") return;
  const measured = measurementOf(span);
  const key = (dim: Dimension, k: string): DeltaKey => ({
    dim,
    k: k.slice(0, 200),
    hourMs: hourOf(span.startedAt),
    projectId: span.projectId,
    releaseId: span.releaseId,
    harnessSlug: span.harnessSlug,
    environment: span.environment,
    simulated: span.simulated,
  });
  if (isStepAttempt(span) && span.nodeKey) {
    const attempt = span.attempt >= MAX_ATTEMPT_KEY ? `${MAX_ATTEMPT_KEY}+` : `${span.attempt}`;
    set.add(key("node", span.nodeKey), measured);
    set.add(key("attempt", `${span.nodeKey}#${attempt}`), measured);
  }
  if (isDeniedToolOfAgent(span) && span.nodeKey) set.add(key("node", span.nodeKey), measured);
  if (span.kind === "tool" && span.toolName) set.add(key("tool", span.toolName), measured);
  if (isPricedCall(span) && span.model) set.add(key("model", `${span.provider ?? "unknown"}/${span.model}`), measured);
}

/** Counts a run once, when it ends. Tokens and cost are counted by its calls. */
export function addRun(set: DeltaSet, run: RunRow): void {
  if (run.status === "cancelled") return;
  const { projectId, releaseId, harnessSlug, environment, simulated } = run;
  set.add(
    { dim: "run", k: "", hourMs: hourOf(run.startedAt), projectId, releaseId, harnessSlug, environment, simulated },
    {
      failed: run.status !== "succeeded",
      final: true,
      errorClass: run.error?.class ?? null,
      durationMs: (run.endedAt ?? run.startedAt) - run.startedAt,
      tokens: 0,
      costMicros: 0,
    },
  );
}

function measurementOf(span: SpanEnd): Measurement {
  return {
    failed: span.status === "error",
    final: span.final,
    errorClass: span.error?.class ?? null,
    durationMs: span.endedAt - span.startedAt,
    tokens: isPricedCall(span) ? totalTokens(span.usage) : 0,
    costMicros: isPricedCall(span) ? (span.costMicros ?? 0) : 0,
  };
}
