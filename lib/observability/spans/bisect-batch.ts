import type { SpanBatch } from "@/lib/observability/spans/span-buffer";

/** The two halves of a batch that the database refused, or null when it holds a single row. Run rows go first. */
export function bisectBatch(batch: SpanBatch): [SpanBatch, SpanBatch] | null {
  const { runs, spans, incomplete } = batch;
  if (runs.length + spans.length <= 1) return null;
  if (runs.length > 0 && spans.length > 0)
    return [
      { runs, spans: [], incomplete: [] },
      { runs: [], spans, incomplete },
    ];
  const half = <T>(items: T[]): [T[], T[]] => {
    const middle = Math.ceil(items.length / 2);
    return [items.slice(0, middle), items.slice(middle)];
  };
  const [firstRuns, lastRuns] = half(runs);
  const [firstSpans, lastSpans] = half(spans);
  return [
    { runs: firstRuns, spans: firstSpans, incomplete: [] },
    { runs: lastRuns, spans: lastSpans, incomplete },
  ];
}
