import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import { spanId } from "@/lib/observability/spans/span-id.server";
import type { RunRow, SpanStart } from "@/lib/observability/spans/span-sink";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import type { Program } from "@/lib/release/program";
import type { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";

type Release = Awaited<ReturnType<typeof storeTestRelease>>;
const STEP_MS = 40;

/** A finished run with `count` closed spans, told to the span sink: an attempt for each node in turn, calls below it. Returns its id. */
export async function storeRunOfSpans(release: Release, program: Program, count: number): Promise<string> {
  const { runId: traceId } = await release.queue({ message: "bench" });
  const { tenantId, projectId, releaseId, harnessId } = release;
  const startedAt = Date.now() - count * STEP_MS;
  await ensurePartitions(startedAt);
  const row: RunRow = {
    tenantId,
    traceId,
    projectId,
    harnessId,
    harnessSlug: "test",
    releaseId,
    releaseNumber: 1,
    environment: "production",
    trigger: "api",
    status: "succeeded",
    name: `A run of ${count} spans`,
    startedAt,
    endedAt: startedAt + count * STEP_MS,
    error: null,
    threadId: null,
    endUser: null,
    inputPreview: "{}",
    outputPreview: "{}",
    simulated: true,
  };
  const sink = createPostgresSpanSink();
  sink.runChanged({ ...row, status: "running", endedAt: null });
  for (const [index, span] of spansOf(row, program, count).entries())
    sink.end({
      ...span,
      endedAt: span.startedAt + STEP_MS,
      status: index % 50 === 7 ? "error" : "ok",
      final: true,
      error: index % 50 === 7 ? { class: "tool_timeout", fingerprint: "bench", message: "No answer in 1 s" } : null,
    });
  sink.runChanged(row);
  const report = await sink.stop();
  if (report.rejected + report.dropped > 0) throw new Error(`The sink lost spans: ${JSON.stringify(report)}`);
  await workerTransaction(tenantId, (client) =>
    client.query("UPDATE run SET status = 'succeeded', ended_at = now() WHERE tenant_id = $1 AND id = $2", [
      tenantId,
      traceId,
    ]),
  );
  return traceId;
}

/** Equal shares of the spans for every node: its own attempt first, then calls inside it. */
function spansOf(run: RunRow, { nodes }: Program, count: number): SpanStart[] {
  const share = Math.ceil(count / nodes.length);
  return Array.from({ length: count }, (_, index) => {
    const node = nodes[Math.floor(index / share)];
    if (!node) throw new Error("A program without nodes has no spans.");
    return { ...spanOf(run, node, index % share), startedAt: run.startedAt + index * STEP_MS };
  });
}

/** The attempt of a node (call 0), or a call inside it. */
function spanOf(run: RunRow, node: Program["nodes"][number], call: number): SpanStart {
  const own = spanId(run.traceId, node.key, 1);
  const place =
    call === 0
      ? { spanId: own, parentSpanId: null, kind: "node" as const, name: node.key, stepKey: node.key }
      : {
          spanId: spanId(run.traceId, node.key, 1, String(call)),
          parentSpanId: own,
          kind: "tool" as const,
          name: `call ${call}`,
          stepKey: `${node.key}/${call}`,
        };
  return {
    tenantId: run.tenantId,
    traceId: run.traceId,
    projectId: run.projectId,
    releaseId: run.releaseId,
    harnessSlug: run.harnessSlug,
    environment: run.environment,
    nodeId: node.id,
    nodeKey: node.key,
    iterationPath: "",
    attempt: 1,
    startedAt: run.startedAt,
    simulated: true,
    ...place,
  };
}
