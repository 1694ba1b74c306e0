import { cleanJson, cleanText } from "@/lib/observability/spans/clean-text";
import type { SpanRecord } from "@/lib/observability/spans/span-record";
import type { SpanEnd } from "@/lib/observability/spans/span-sink";

/** Rows turned into one array a column. */
export function arraysOf(columns: readonly { name: string }[], rows: readonly Record<string, Cell>[]): Cell[][] {
  return columns.map(({ name }) =>
    rows.map((row) => {
      const cell = row[name] ?? null;
      return typeof cell === "string" ? cleanText(cell) : cell;
    }),
  );
}
type Cell = string | number | boolean | null | undefined;

const iso = (ms: number) => new Date(ms).toISOString();

/** One span as it is written, by column. */
export function spanColumns({ start, end }: SpanRecord, seq: number): Record<string, Cell> {
  return {
    trace_id: start.traceId,
    span_id: start.spanId,
    started_at: iso(start.startedAt),
    project_id: start.projectId,
    parent_span_id: start.parentSpanId,
    kind: start.kind,
    name: start.name,
    node_id: start.nodeId,
    node_key: start.nodeKey,
    step_key: start.stepKey,
    iteration_path: start.iterationPath,
    attempt: start.attempt,
    release_id: start.releaseId,
    seq,
    simulated: start.simulated,
    ...(end ? closingColumns(end) : OPEN),
  };
}

const OPEN = { state: "open", final: true, segments: "[]", decision_ids: "{}", attributes: "{}" };

function closingColumns(end: SpanEnd): Record<string, Cell> {
  return {
    state: "closed",
    ended_at: iso(end.endedAt),
    duration_us: Math.round((end.endedAt - end.startedAt) * 1_000),
    final: end.final,
    status: end.status,
    error_class: end.error?.class,
    error_fp: end.error?.fingerprint,
    error_message: end.error?.message,
    provider: end.provider,
    model: end.model,
    tool_name: end.toolName,
    in_tokens: end.usage?.input,
    cache_read_tokens: end.usage?.cacheRead,
    cache_write_tokens: end.usage?.cacheWrite,
    out_tokens: end.usage?.output,
    reasoning_tokens: end.usage?.reasoning,
    cost_micros: end.costMicros,
    price_source: end.priceSource,
    ttft_ms: end.ttftMs === undefined ? null : Math.round(end.ttftMs),
    segments: cleanJson(end.segments ?? []),
    decision_ids: textArray(end.decisionIds ?? []),
    attributes: cleanJson(end.attributes ?? {}),
    simulated: end.simulated,
  };
}

/** A list of texts as Postgres writes it. */
const textArray = (texts: readonly string[]) =>
  `{${texts.map((text) => `"${text.replaceAll(/["\\]/g, "\\$&")}"`).join(",")}}`;

export function payloadColumns({ start, payload }: SpanRecord): Record<string, Cell> {
  return {
    trace_id: start.traceId,
    span_id: start.spanId,
    started_at: iso(start.startedAt),
    input: payload?.input ?? null,
    output: payload?.output ?? null,
    input_bytes: payload?.inputBytes ?? 0,
    output_bytes: payload?.outputBytes ?? 0,
    truncated: payload?.truncated ?? false,
  };
}
