import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { spanId } from "@/lib/observability/spans/span-id.server";
import type { RunRow, SpanEnd, SpanSink, SpanStart } from "@/lib/observability/spans/span-sink";
import type { TenantId } from "@/lib/platform/ids/branded-id";

export type SinkFixture = {
  sink: SpanSink;
  tenantId: TenantId;
  projectId: string;
  /** What is stored of a trace. */
  read(traceId: string): Promise<{
    run: { status: string; name: string } | null;
    spans: { id: string; isClosed: boolean; status: string | null; name: string }[];
  }>;
};

export const runRowOf = (
  { tenantId, projectId }: SinkFixture,
  traceId: string,
  more: Partial<RunRow> = {},
): RunRow => ({
  tenantId,
  traceId,
  projectId,
  harnessId: randomUUID(),
  harnessSlug: "support",
  releaseId: randomUUID(),
  releaseNumber: 3,
  environment: "production",
  trigger: "api",
  status: "running",
  name: "Support",
  startedAt: Date.now(),
  endedAt: null,
  error: null,
  threadId: null,
  endUser: null,
  inputPreview: "{}",
  outputPreview: null,
  simulated: true,
  ...more,
});

export const spanOf = (run: RunRow, key: string, more: Partial<SpanStart> = {}): SpanStart => ({
  tenantId: run.tenantId,
  traceId: run.traceId,
  spanId: spanId(run.traceId, key, more.attempt ?? 1),
  parentSpanId: null,
  projectId: run.projectId,
  releaseId: run.releaseId,
  harnessSlug: run.harnessSlug,
  environment: run.environment,
  kind: "llm",
  name: key,
  nodeId: `n_${key}`,
  nodeKey: key,
  stepKey: key,
  iterationPath: "",
  attempt: 1,
  startedAt: Date.now(),
  simulated: true,
  ...more,
});

export const endOf = (span: SpanStart, more: Partial<SpanEnd> = {}): SpanEnd => ({
  ...span,
  endedAt: span.startedAt + 40,
  status: "ok",
  final: true,
  error: null,
  ...more,
});

/** What every span sink promises. */
export function spanSinkContract(make: () => Promise<SinkFixture>): void {
  test("a run and its spans are kept, whatever their order and however often they are told", async () => {
    const fixture = await make();
    const { sink } = fixture;
    const traceId = randomUUID();
    const run = runRowOf(fixture, traceId);
    const [one, two] = [spanOf(run, "one"), spanOf(run, "two")];
    sink.end(endOf(one));
    sink.start(one);
    sink.runChanged(run);
    sink.start(two);
    await sink.flush(5_000);
    sink.end(endOf(one, { status: "error" }));
    sink.end(endOf(two));
    sink.runChanged({ ...run, status: "succeeded", endedAt: Date.now() });
    sink.runChanged(run);
    await sink.flush(5_000);
    const stored = await fixture.read(traceId);
    expect(stored.run).toEqual({ status: "succeeded", name: "Support" });
    expect(stored.spans.map((span) => [span.name, span.isClosed, span.status]).sort()).toEqual([
      ["one", true, "ok"],
      ["two", true, "ok"],
    ]);
  });

  test("it never throws, whatever it is told", async () => {
    const fixture = await make();
    const run = runRowOf(fixture, randomUUID());
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    fixture.sink.runChanged(run);
    fixture.sink.end(endOf(spanOf(run, "odd"), { input: cyclic, output: `a\u0000b\ud800c` }));
    await fixture.sink.flush(5_000);
    expect((await fixture.read(run.traceId)).spans).toHaveLength(1);
  });
}
