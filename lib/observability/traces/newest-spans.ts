import type { SpanView } from "@/lib/observability/traces/schema";

type Spans = Readonly<Record<string, SpanView>>;

/** What is known of each span by two lists: a span is only ever written again with a higher `seq`, and none goes away. */
export function newestSpans(one: Spans, other: Spans): Record<string, SpanView> {
  const newest = { ...one };
  for (const [id, span] of Object.entries(other)) {
    const known = newest[id];
    if (!known || span.seq > known.seq) newest[id] = span;
  }
  return newest;
}
