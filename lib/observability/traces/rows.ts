import { z } from "zod";
import type { SpanDetail, SpanView, TraceView } from "@/lib/observability/traces/schema";
import { ErrorClass } from "@/lib/platform/errors/error-class";

/** Rows of `obs.run` and `obs.span` as the database gives them, and what the API makes of them. */
const bigint = z.union([z.bigint(), z.number()]).transform(Number);
const time = z.date().transform((date) => date.toISOString());
const errorClass = ErrorClass.nullable().catch("unknown");

const TraceRow = z.object({
  trace_id: z.string(),
  status: z.string(),
  parked_reason: z.string().nullable(),
  name: z.string(),
  harness_slug: z.string().nullable(),
  release_id: z.string().nullable(),
  release_number: z.number().nullable(),
  environment: z.string(),
  trigger: z.string().nullable(),
  started_at: time,
  ended_at: time.nullable(),
  duration_ms: bigint.nullable(),
  error_class: errorClass,
  error_fp: z.string().nullable(),
  error_message: z.string().nullable(),
  span_count: z.number(),
  error_count: z.number(),
  retry_count: z.number(),
  in_tokens: bigint,
  cache_read_tokens: bigint,
  cache_write_tokens: bigint,
  out_tokens: bigint,
  reasoning_tokens: bigint,
  cost_micros: bigint,
  cost_unknown: z.boolean(),
  thread_id: z.string().nullable(),
  end_user: z.string().nullable(),
  input_preview: z.string().nullable(),
  output_preview: z.string().nullable(),
  simulated: z.boolean(),
  degraded: z.boolean(),
  incomplete: z.boolean(),
  last_seq: z.number(),
});

const errorOf = (row: {
  error_class: z.infer<typeof errorClass>;
  error_fp: string | null;
  error_message: string | null;
}) =>
  row.error_class === null
    ? null
    : { class: row.error_class, fingerprint: row.error_fp, message: row.error_message ?? "" };

export function traceView(read: unknown): TraceView {
  const row = TraceRow.parse(read);
  return {
    id: row.trace_id,
    status: row.status,
    parkedReason: row.parked_reason,
    name: row.name,
    harness: row.harness_slug,
    release: row.release_id === null ? null : { id: row.release_id, number: row.release_number },
    environment: row.environment,
    trigger: row.trigger,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    durationMs: row.duration_ms,
    error: errorOf(row),
    spans: row.span_count,
    failedAttempts: row.error_count,
    retries: row.retry_count,
    tokens: row.in_tokens + row.cache_read_tokens + row.cache_write_tokens + row.out_tokens + row.reasoning_tokens,
    costMicros: row.cost_micros,
    isCostKnown: !row.cost_unknown,
    thread: row.thread_id,
    endUser: row.end_user,
    inputPreview: row.input_preview ?? "",
    outputPreview: row.output_preview,
    simulated: row.simulated,
    degraded: row.degraded,
    incomplete: row.incomplete,
    lastSeq: row.last_seq,
  };
}

const SpanRow = z.object({
  span_id: z.string(),
  parent_span_id: z.string().nullable(),
  seq: z.number(),
  state: z.enum(["open", "closed"]),
  kind: z.string(),
  name: z.string(),
  node_id: z.string().nullable(),
  node_key: z.string().nullable(),
  step_key: z.string().nullable(),
  iteration_path: z.string(),
  attempt: z.number(),
  final: z.boolean(),
  started_at: time,
  ended_at: time.nullable(),
  duration_us: bigint.nullable(),
  status: z.enum(["ok", "error", "cancelled"]).nullable(),
  error_class: errorClass,
  error_fp: z.string().nullable(),
  error_message: z.string().nullable(),
  model: z.string().nullable(),
  tool_name: z.string().nullable(),
  in_tokens: bigint.nullable(),
  cache_read_tokens: bigint.nullable(),
  cache_write_tokens: bigint.nullable(),
  out_tokens: bigint.nullable(),
  reasoning_tokens: bigint.nullable(),
  cost_micros: bigint.nullable(),
  simulated: z.boolean(),
  attributes: z.record(z.string(), z.unknown()),
});

export function spanView(read: unknown): SpanView {
  const row = SpanRow.parse(read);
  const usage = usageOf(row);
  return {
    id: row.span_id,
    parentId: row.parent_span_id,
    seq: row.seq,
    state: row.state,
    kind: row.kind,
    name: row.name,
    nodeId: row.node_id,
    nodeKey: row.node_key,
    stepKey: row.step_key,
    iterationPath: row.iteration_path,
    attempt: row.attempt,
    isFinal: row.final,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    durationMs: row.duration_us === null ? null : row.duration_us / 1_000,
    status: row.status,
    error: errorOf(row),
    model: row.model,
    tool: row.tool_name,
    tokens: usage && Object.values(usage).reduce((sum, count) => sum + count, 0),
    costMicros: row.cost_micros,
    simulated: row.simulated,
    port: typeof row.attributes.port === "string" ? row.attributes.port : null,
  };
}

function usageOf(row: z.infer<typeof SpanRow>): SpanDetail["usage"] {
  if (row.in_tokens === null && row.out_tokens === null) return null;
  return {
    input: row.in_tokens ?? 0,
    cacheRead: row.cache_read_tokens ?? 0,
    cacheWrite: row.cache_write_tokens ?? 0,
    output: row.out_tokens ?? 0,
    reasoning: row.reasoning_tokens ?? 0,
  };
}

const DetailRow = SpanRow.extend({
  provider: z.string().nullable(),
  price_source: z.string().nullable(),
  ttft_ms: z.number().nullable(),
  segments: z.array(z.object({ k: z.string(), ms: z.number() })),
  decision_ids: z.array(z.string()),
  input: z.string().nullable(),
  output: z.string().nullable(),
  input_bytes: z.number().nullable(),
  output_bytes: z.number().nullable(),
  truncated: z.boolean().nullable(),
});

export function spanDetail(read: unknown, mayRead: boolean): SpanDetail {
  const row = DetailRow.parse(read);
  return {
    ...spanView(read),
    provider: row.provider,
    usage: usageOf(row),
    priceSource: row.price_source,
    ttftMs: row.ttft_ms,
    segments: row.segments,
    decisionIds: row.decision_ids,
    attributes: row.attributes,
    input: mayRead ? row.input : null,
    output: mayRead ? row.output : null,
    inputBytes: row.input_bytes ?? 0,
    outputBytes: row.output_bytes ?? 0,
    isTruncated: row.truncated ?? false,
    isRedacted: !mayRead,
  };
}
