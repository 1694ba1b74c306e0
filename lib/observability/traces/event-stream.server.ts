import { setTimeout as sleep } from "node:timers/promises";
import { subscribeToDeltas } from "@/lib/observability/live/postgres-deltas.server";
import { isTerminal } from "@/lib/observability/spans/run-status";
import { getTrace, listSpans, type Viewer } from "@/lib/observability/traces/data.server";
import type { SpanView, TraceView } from "@/lib/observability/traces/schema";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";

const POLL_MS = 250;
const HEARTBEAT_MS = 5_000;
/** Then the client connects again with its cursor: rights are checked anew at least once a minute. */
const MAX_STREAM_MS = 60_000;
const BATCH = 500;

type Send = (event: string, data: unknown, id?: number) => void;

type Wanted = {
  traceId: string;
  afterSeq: number;
  /** Whether the viewer may read what models write. */
  mayReadText: boolean;
};

/**
 * What happened in a trace after `afterSeq`, then what happens: events `span` (id = seq), `run`, `end`, and `delta` for
 * text while a model writes it.
 */
export function traceEvents(viewer: Viewer, { traceId, afterSeq, mayReadText }: Wanted, signal: AbortSignal): Response {
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send: Send = (event, data, id) =>
        controller.enqueue(
          encoder.encode(`${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
        );
      const beat = setInterval(() => controller.enqueue(encoder.encode(": alive\n\n")), HEARTBEAT_MS);
      const unsubscribe = mayReadText
        ? subscribeToDeltas(viewer.tenantId, traceId, (delta) => send("delta", delta))
        : () => {};
      try {
        await follow(viewer, traceId, afterSeq, signal, send);
        controller.close();
      } catch (error) {
        if (!signal.aborted) controller.error(error);
      } finally {
        unsubscribe();
        clearInterval(beat);
      }
    },
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

async function follow(viewer: Viewer, traceId: string, afterSeq: number, signal: AbortSignal, send: Send) {
  const until = Date.now() + MAX_STREAM_MS;
  let seq = afterSeq;
  let shown = "";
  while (!signal.aborted && Date.now() < until) {
    const { trace, spans, isComplete } = await readAfter(viewer, traceId, seq);
    for (const span of spans) send("span", span, span.seq);
    seq = spans.at(-1)?.seq ?? seq;
    const next = JSON.stringify(trace);
    if (next !== shown) send("run", trace);
    shown = next;
    if (isComplete && isTerminal(trace.status)) {
      send("end", {});
      return;
    }
    if (isComplete) await sleep(POLL_MS, undefined, { signal }).catch(() => {});
  }
}

/** The root is read first: a root that is finished has all of its spans behind it. */
function readAfter(
  viewer: Viewer,
  traceId: string,
  afterSeq: number,
): Promise<{ trace: TraceView; spans: SpanView[]; isComplete: boolean }> {
  return tenantTransaction(viewer.tenantId, async (db) => {
    const trace = await getTrace(db, viewer, traceId);
    const { items, nextSeq } = await listSpans(db, viewer, traceId, { afterSeq, limit: BATCH });
    return { trace, spans: items, isComplete: nextSeq === null };
  });
}
