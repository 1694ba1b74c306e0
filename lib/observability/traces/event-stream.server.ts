import { subscribeToDeltas } from "@/lib/observability/live/postgres-deltas.server";
import { getTrace, listSpans, type Viewer } from "@/lib/observability/traces/data.server";
import type { SpanView, TraceView } from "@/lib/observability/traces/schema";
import { watchTrace } from "@/lib/observability/traces/watch-trace.server";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { eventStreamResponse, type SendEvent } from "@/lib/platform/http/event-stream-response.server";
import { isTerminal } from "@/lib/release/run-status";

const HEARTBEAT_MS = 5_000;
const RECHECK_MS = 30_000;
const BATCH = 500;

type Follower = {
  viewer: Viewer;
  traceId: string;
  afterSeq: number;
  signal: AbortSignal;
  /** Whether the viewer may read what models write. */
  mayReadText: boolean;
  /** False ends the stream: the right to read is gone. */
  mayRead(): Promise<boolean>;
  /** How often `mayRead` is asked; 30 s. */
  recheckMs?: number;
};

/**
 * What happened in a trace after `afterSeq`, then what happens: events `span` (id = seq), `run`, `end`, and `delta` for
 * text while a model writes it. A client that comes back with the last id it saw gets what it has missed, once (deltas
 * are not kept: the finished span has the text).
 */
export function traceEvents(follower: Follower): Response {
  return eventStreamResponse(follower.signal, async (send, signal) => {
    const { viewer, traceId, mayReadText } = follower;
    const unsubscribe = mayReadText
      ? subscribeToDeltas(viewer.tenantId, traceId, (delta) => send("delta", delta))
      : () => {};
    try {
      await follow({ ...follower, signal }, send);
    } finally {
      unsubscribe();
    }
  });
}

async function follow(follower: Follower, send: SendEvent): Promise<void> {
  const { traceId, signal, recheckMs = RECHECK_MS } = follower;
  const watch = watchTrace(traceId);
  const isAllowed = recheck(follower.mayRead, recheckMs);
  const place = { seq: follower.afterSeq, shown: "" };
  try {
    while (!signal.aborted && (await isAllowed())) {
      const isUpToDate = await sendNews(follower, place, send);
      if (isUpToDate === "ended") return;
      if (isUpToDate) await watch.next(Math.min(HEARTBEAT_MS, recheckMs), signal);
    }
  } finally {
    watch.close();
  }
}

/** Asks again when the last answer is older than `everyMs`. */
function recheck(mayRead: () => Promise<boolean>, everyMs: number): () => Promise<boolean> {
  let checkedAt = Date.now();
  return async () => {
    if (Date.now() - checkedAt < everyMs) return true;
    checkedAt = Date.now();
    return await mayRead();
  };
}

/** Sends what is new and moves `place` on. True when nothing more is there at the moment. */
async function sendNews(
  { viewer, traceId }: Follower,
  place: { seq: number; shown: string },
  send: SendEvent,
): Promise<boolean | "ended"> {
  const { trace, spans, isComplete } = await readAfter(viewer, traceId, place.seq);
  for (const span of spans) send("span", span, span.seq);
  place.seq = spans.at(-1)?.seq ?? place.seq;
  // The root follows its spans: a client stops listening when it reads that the run is over.
  if (!isComplete) return false;
  const next = JSON.stringify(trace);
  if (next !== place.shown) send("run", trace);
  place.shown = next;
  if (!isTerminal(trace.status)) return true;
  send("end", {});
  return "ended";
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
