import { randomUUID } from "node:crypto";
import { type Figure, figure } from "@/bench/report";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import { spanId } from "@/lib/observability/spans/span-id.server";
import type { RunRow, SpanEnd } from "@/lib/observability/spans/span-sink";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import type { ProjectId, TenantId } from "@/lib/platform/ids/branded-id";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";

const ROUNDS = 5;
const RUNS = 40;
const SPANS_PER_RUN = 50;
const BATCH = 500;
const STEP_MS = 40;
const NODES = ["triage", "look_up", "answer", "check", "reply"];

type Owner = { tenantId: TenantId; projectId: ProjectId };
type Trace = { run: RunRow; spans: SpanEnd[] };
type Cell = string | number | boolean | null;

/**
 * Rows a second through the span sink, divided by rows a second of a bare `INSERT … SELECT FROM unnest(…)` of the same
 * columns into the same table (same role, tenant, row level security, batch size; one connection each). What the sink
 * adds is run rows, `seq`, resends that change nothing, totals and hourly figures. Neither side writes payloads. Needs
 * the database of `benchCluster`. Five rounds after one to warm up, each side first in turn.
 */
export async function measureSinkRatio(): Promise<Figure> {
  const owner = await createTestTenant("bench-sink");
  await ensurePartitions(Date.now());
  const ratios: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const sides = { bare: 0, sink: 0 };
    for (const side of round % 2 === 0 ? (["bare", "sink"] as const) : (["sink", "bare"] as const)) {
      const traces = Array.from({ length: RUNS }, () => traceOf(owner));
      const begin = performance.now();
      if (side === "bare") await writeBare(owner.tenantId, traces);
      else await writeBySink(traces);
      sides[side] = performance.now() - begin;
    }
    if (round > 0) ratios.push(sides.bare / sides.sink);
  }
  return figure(ratios, "of a bare insert");
}

async function writeBySink(traces: readonly Trace[]): Promise<void> {
  const sink = createPostgresSpanSink();
  for (const { run, spans } of traces) {
    sink.runChanged(run);
    for (const span of spans) sink.end(span);
  }
  const { written, rejected, dropped } = await sink.flush(60_000);
  await sink.stop();
  if (written !== RUNS * SPANS_PER_RUN || rejected + dropped > 0) throw new Error("The sink lost spans.");
}

async function writeBare(tenantId: TenantId, traces: readonly Trace[]): Promise<void> {
  const rows = traces.flatMap(({ spans }) => spans.map((span, index) => cellsOf(span, index + 1)));
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH);
    const columns = COLUMNS.map((_, index) => batch.map((row) => row[index] ?? null));
    await workerTransaction(tenantId, (client) => client.query(INSERT, [tenantId, ...columns]));
  }
}

const COLUMNS = `trace_id uuid, span_id text, started_at timestamptz, project_id uuid, parent_span_id text, state text,
  ended_at timestamptz, duration_us bigint, kind text, name text, node_id text, node_key text, step_key text,
  iteration_path text, attempt int, final boolean, release_id uuid, status text, error_class text, error_fp text,
  error_message text, provider text, model text, tool_name text, in_tokens bigint, cache_read_tokens bigint,
  cache_write_tokens bigint, out_tokens bigint, reasoning_tokens bigint, cost_micros bigint, price_source text,
  ttft_ms int, segments jsonb, decision_ids text[], attributes jsonb, seq int, simulated boolean`
  .split(/,\s*/)
  .map((column) => {
    const [name = "", type = ""] = column.split(" ");
    // A list inside a row would be flattened: it travels as text.
    return { name, type, sent: type === "jsonb" || type === "text[]" ? "text" : type };
  });

const INSERT = `
  INSERT INTO obs.span (tenant_id, ${COLUMNS.map(({ name }) => name).join(", ")})
  SELECT $1::uuid, ${COLUMNS.map(({ name, type, sent }) => (type === sent ? name : `${name}::${type}`)).join(", ")}
    FROM unnest(${COLUMNS.map(({ sent }, index) => `$${index + 2}::${sent}[]`).join(", ")})
      AS row (${COLUMNS.map(({ name }) => name).join(", ")})`;

/** The values of one span in the order of the columns. */
function cellsOf(span: SpanEnd, seq: number): Cell[] {
  const { error } = span;
  return [
    ...[span.traceId, span.spanId, new Date(span.startedAt).toISOString(), span.projectId, span.parentSpanId, "closed"],
    ...[new Date(span.endedAt).toISOString(), (span.endedAt - span.startedAt) * 1_000, span.kind, span.name],
    ...[span.nodeId, span.nodeKey, span.stepKey, span.iterationPath, span.attempt, span.final, span.releaseId],
    ...[span.status, error?.class ?? null, error?.fingerprint ?? null, error?.message ?? null],
    ...callCells(span),
    ...[JSON.stringify(span.segments), `{${span.decisionIds?.join(",")}}`, JSON.stringify(span.attributes)],
    ...[seq, span.simulated],
  ];
}

function callCells(span: SpanEnd): Cell[] {
  const { usage } = span;
  const tokens = usage ? [usage.input, usage.cacheRead, usage.cacheWrite, usage.output, usage.reasoning] : NO_USAGE;
  const names = [span.provider ?? null, span.model ?? null, span.toolName ?? null];
  return [...names, ...tokens, span.costMicros ?? null, span.priceSource ?? null, span.ttftMs ?? null];
}

const NO_USAGE = [null, null, null, null, null];

/** A finished run of fifty attempts: model calls and tools in turn, every twenty-fifth of which failed. */
function traceOf({ tenantId, projectId }: Owner): Trace {
  const startedAt = Date.now() - SPANS_PER_RUN * STEP_MS;
  const run: RunRow = {
    tenantId,
    traceId: randomUUID(),
    projectId,
    harnessId: randomUUID(),
    harnessSlug: "bench",
    releaseId: randomUUID(),
    releaseNumber: 1,
    environment: "production",
    trigger: "api",
    status: "succeeded",
    name: "A run of the benchmark",
    startedAt,
    endedAt: Date.now(),
    error: null,
    threadId: null,
    endUser: null,
    inputPreview: '{"message":"bench"}',
    outputPreview: '{"reply":"bench"}',
    simulated: true,
  };
  return { run, spans: Array.from({ length: SPANS_PER_RUN }, (_, index) => spanOf(run, index)) };
}

function spanOf(run: RunRow, index: number): SpanEnd {
  const node = NODES[index % NODES.length] ?? "node";
  const stepKey = `${node}:${index}`;
  const startedAt = run.startedAt + index * STEP_MS;
  const call: Partial<SpanEnd> =
    index % 2 === 0
      ? {
          kind: "llm",
          provider: "sandbox",
          model: "sandbox-small",
          usage: { input: 900, cacheRead: 100, cacheWrite: 0, output: 120, reasoning: 0 },
          costMicros: 0,
          priceSource: "sandbox",
          ttftMs: 12,
        }
      : { kind: "tool", toolName: "search" };
  return {
    tenantId: run.tenantId,
    traceId: run.traceId,
    projectId: run.projectId,
    releaseId: run.releaseId,
    harnessSlug: run.harnessSlug,
    environment: run.environment,
    spanId: spanId(run.traceId, stepKey, 1),
    parentSpanId: null,
    kind: "node",
    name: node,
    nodeId: `n_${node}`,
    nodeKey: node,
    stepKey,
    iterationPath: "",
    attempt: 1,
    startedAt,
    endedAt: startedAt + STEP_MS,
    status: index % 25 === 7 ? "error" : "ok",
    final: true,
    error: index % 25 === 7 ? { class: "tool_timeout", fingerprint: "bench", message: "No answer in 1 s" } : null,
    segments: [
      { k: "queue", ms: 2 },
      { k: "stream", ms: 30 },
    ],
    decisionIds: [run.releaseId],
    attributes: { "gen_ai.operation.name": "chat", "slipway.node.id": node },
    simulated: true,
    ...call,
  };
}
