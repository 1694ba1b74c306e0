import type { PoolClient } from "pg";
import { type Delta, DeltaSet } from "@/lib/observability/rollups/rollup-delta";
import { addRun, addSpan, isPricedCall, isStepAttempt } from "@/lib/observability/rollups/span-deltas.server";
import { changeNotices, TRACE_CHANNEL } from "@/lib/observability/spans/change-notice";
import { cleanJson } from "@/lib/observability/spans/clean-text";
import type { SpanBatch } from "@/lib/observability/spans/span-buffer";
import { arraysOf, payloadColumns, spanColumns } from "@/lib/observability/spans/span-cells";
import type { SpanRecord } from "@/lib/observability/spans/span-record";
import type { RunRow } from "@/lib/observability/spans/span-sink";
import {
  CLOSE_RUNS,
  INSERT_DELTAS,
  INSERT_PAYLOADS,
  INSERT_RUNS,
  LOCK_RUNS,
  MARK_INCOMPLETE,
  PAYLOAD_COLUMNS,
  SPAN_COLUMNS,
  UPDATE_RUNS,
  UPSERT_SPANS,
} from "@/lib/observability/spans/span-statements";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { isTerminal } from "@/lib/release/run-status";

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
const json = (rows: readonly object[]) => cleanJson(rows);

/**
 * Writes one batch in the caller's transaction, exactly once: only spans that this statement closed add payload, counts
 * and totals, so that a repeated batch changes nothing. The lock on the run rows makes `seq` commit-ordered.
 */
export async function writeSpanBatch(client: PoolClient, tenantId: TenantId, batch: SpanBatch): Promise<number> {
  const traces = [
    ...new Set([...batch.runs.map((run) => run.traceId), ...batch.spans.map((one) => one.start.traceId)]),
  ];
  await client.query(INSERT_RUNS, [tenantId, json([...batch.runs.map(openRun), ...placeholders(batch)])]);
  const { rows: locked } = await client.query(LOCK_RUNS, [tenantId, traces]);
  const seqOf = new Map<string, number>(locked.map((row) => [row.trace_id, row.last_seq]));
  const rows = batch.spans.map((record) => {
    const seq = (seqOf.get(record.start.traceId) ?? 0) + 1;
    seqOf.set(record.start.traceId, seq);
    return spanColumns(record, seq);
  });
  const deltas = new DeltaSet();
  const written = await client.query({
    name: "upsert_spans",
    text: UPSERT_SPANS,
    values: [tenantId, ...arraysOf(SPAN_COLUMNS, rows)],
  });
  const closed = new Set(
    written.rows.filter((row) => row.state === "closed").map((row) => `${row.trace_id} ${row.span_id}`),
  );
  const ended = batch.spans.filter((record) => closed.has(`${record.start.traceId} ${record.start.spanId}`));
  for (const { end } of ended) if (end) addSpan(deltas, end);
  const payloads = ended.filter((record) => record.payload !== null).map(payloadColumns);
  if (payloads.length > 0) await client.query(INSERT_PAYLOADS, [tenantId, ...arraysOf(PAYLOAD_COLUMNS, payloads)]);
  const runs = new Map(batch.runs.map((run) => [run.traceId, run]));
  const finished = await client.query(CLOSE_RUNS, [tenantId, json(batch.runs.map(runColumns))]);
  for (const { trace_id } of finished.rows) {
    const run = runs.get(trace_id);
    if (run && isTerminal(run.status)) addRun(deltas, run);
  }
  await client.query(UPDATE_RUNS, [
    tenantId,
    json(traces.map((trace) => totalsOf(trace, ended, seqOf.get(trace) ?? 0))),
  ]);
  if (batch.incomplete.length > 0) await client.query(MARK_INCOMPLETE, [tenantId, batch.incomplete]);
  for (const notice of changeNotices(tenantId, seqOf))
    await client.query("SELECT pg_notify($1, $2)", [TRACE_CHANNEL, notice]);
  const figures = deltas.all().map(deltaColumns);
  if (figures.length > 0) await client.query(INSERT_DELTAS, [tenantId, json(figures)]);
  return batch.spans.length;
}

function runColumns(run: RunRow) {
  const search = [run.name, run.inputPreview, run.outputPreview, run.error?.message].filter(Boolean).join(" ");
  return {
    trace_id: run.traceId,
    project_id: run.projectId,
    harness_id: run.harnessId,
    harness_slug: run.harnessSlug,
    release_id: run.releaseId,
    release_number: run.releaseNumber,
    environment: run.environment,
    status: run.status,
    parked_reason: run.parkedReason ?? null,
    degraded: run.degraded ?? false,
    trigger: run.trigger,
    name: run.name,
    started_at: iso(run.startedAt),
    ended_at: iso(run.endedAt),
    duration_ms: run.endedAt === null ? null : run.endedAt - run.startedAt,
    error_class: run.error?.class ?? null,
    error_fp: run.error?.fingerprint ?? null,
    error_message: run.error?.message ?? null,
    thread_id: run.threadId,
    end_user: run.endUser,
    input_preview: run.inputPreview,
    output_preview: run.outputPreview,
    search: search.slice(0, 1_000),
    simulated: run.simulated,
  };
}

/** A run as it is first written: whatever ended it comes with the update that counts it. */
const openRun = (run: RunRow) => ({
  ...runColumns(run),
  status: "running",
  parked_reason: null,
  ended_at: null,
  duration_ms: null,
});

/** Rows for traces whose spans arrive before the run itself. */
function placeholders({ runs, spans }: SpanBatch) {
  const known = new Set(runs.map((run) => run.traceId));
  return spans.flatMap(({ start }) => {
    if (known.has(start.traceId)) return [];
    known.add(start.traceId);
    return [
      {
        trace_id: start.traceId,
        project_id: start.projectId,
        harness_slug: start.harnessSlug,
        release_id: start.releaseId,
        environment: start.environment,
        status: "running",
        degraded: false,
        name: start.harnessSlug,
        started_at: iso(start.startedAt),
        simulated: start.simulated,
      },
    ];
  });
}

/** What the closed spans of one trace add to its root. */
function totalsOf(traceId: string, ended: readonly SpanRecord[], lastSeq: number) {
  const spans = ended.flatMap(({ start, end }) => (start.traceId === traceId && end ? [end] : []));
  const attempts = spans.filter(isStepAttempt);
  const calls = spans.filter(isPricedCall);
  const sum = (read: (span: (typeof calls)[number]) => number) => calls.reduce((total, span) => total + read(span), 0);
  return {
    trace_id: traceId,
    last_seq: lastSeq,
    spans: spans.length,
    errors: attempts.filter((span) => span.status === "error").length,
    attempts: attempts.length,
    retries: attempts.filter((span) => span.attempt > 1).length,
    in_tokens: sum((span) => span.usage?.input ?? 0),
    cache_read_tokens: sum((span) => span.usage?.cacheRead ?? 0),
    cache_write_tokens: sum((span) => span.usage?.cacheWrite ?? 0),
    out_tokens: sum((span) => span.usage?.output ?? 0),
    reasoning_tokens: sum((span) => span.usage?.reasoning ?? 0),
    cost_micros: sum((span) => span.costMicros ?? 0),
    cost_unknown: calls.some((span) => span.costMicros === null || span.costMicros === undefined),
    simulated: spans.some((span) => span.simulated),
  };
}

function deltaColumns(delta: Delta) {
  return {
    dim: delta.dim,
    hour: iso(delta.hourMs),
    project_id: delta.projectId,
    release_id: delta.releaseId,
    harness_slug: delta.harnessSlug,
    environment: delta.environment,
    simulated: delta.simulated,
    k: delta.k,
    n: delta.n,
    n_err: delta.nErr,
    n_final: delta.nFinal,
    n_final_err: delta.nFinalErr,
    errs: delta.errs,
    hist: delta.hist,
    tokens: delta.tokens,
    cost_micros: delta.costMicros,
    wasted_micros: delta.wastedMicros,
  };
}
