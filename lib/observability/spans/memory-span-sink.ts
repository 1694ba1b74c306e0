import type { RunRow, SpanEnd, SpanSink, SpanStart } from "@/lib/observability/spans/span-sink";

/** A span sink in memory, for tests: keeps the newest state of each run and span. */
export function memorySpanSink() {
  const runs = new Map<string, RunRow>();
  const spans = new Map<string, SpanStart | SpanEnd>();
  const isClosed = (span: SpanStart | SpanEnd | undefined): span is SpanEnd => span !== undefined && "endedAt" in span;
  const sink: SpanSink = {
    runChanged: (run) => {
      if (runs.get(run.traceId)?.endedAt === undefined || runs.get(run.traceId)?.endedAt === null)
        runs.set(run.traceId, run);
    },
    start: (span) => {
      if (!spans.has(span.spanId)) spans.set(span.spanId, span);
    },
    end: (span) => {
      if (!isClosed(spans.get(span.spanId))) spans.set(span.spanId, span);
    },
    flush: async () => ({ written: spans.size, rejected: 0, dropped: 0 }),
  };
  return { sink, runs, spans };
}
