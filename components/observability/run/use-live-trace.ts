"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { applyDelta, type LiveTexts } from "@/lib/observability/live/live-text";
import { TextDelta } from "@/lib/observability/live/text-delta";
import { SpanView, TraceView } from "@/lib/observability/traces/schema";
import { spansQuery, traceQuery } from "@/lib/observability/traces/trace-queries";
import { isTerminal } from "@/lib/release/run-status";

const RETRY_MS = 1_000;

const SILENCE: LiveTexts = {};

/** A run's root and spans, followed by server-sent events while it is not over, and what its models write meanwhile. */
export function useLiveTrace(tenant: string, runId: string | null) {
  const client = useQueryClient();
  const trace = useQuery({ ...traceQuery(tenant, runId ?? ""), enabled: runId !== null });
  const spans = useQuery({ ...spansQuery(tenant, runId ?? ""), enabled: runId !== null && trace.isSuccess });
  const isLive = trace.data ? !isTerminal(trace.data.status) : false;
  const isReady = spans.isSuccess;
  const [written, setWritten] = useState<{ runId: string; texts: LiveTexts } | null>(null);
  useEffect(() => {
    if (!runId || !isLive || !isReady) return;
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout>;
    const seen = client.getQueryData(spansQuery(tenant, runId).queryKey) ?? {};
    let cursor = Math.max(0, ...Object.values(seen).map((span) => span.seq));
    const connect = () => {
      source = new EventSource(`/api/v1/${tenant}/runs/${runId}/events?after=${cursor}`);
      source.addEventListener("span", (event) => {
        const span = SpanView.parse(JSON.parse(event.data));
        cursor = Math.max(cursor, span.seq);
        client.setQueryData(spansQuery(tenant, runId).queryKey, (all) => ({ ...all, [span.id]: span }));
      });
      source.addEventListener("delta", (event) => {
        const delta = TextDelta.parse(JSON.parse(event.data));
        setWritten((before) => ({ runId, texts: applyDelta(before?.runId === runId ? before.texts : {}, delta) }));
      });
      source.addEventListener("run", (event) => {
        client.setQueryData(traceQuery(tenant, runId).queryKey, TraceView.parse(JSON.parse(event.data)));
      });
      source.addEventListener("end", () => source?.close());
      source.addEventListener("error", () => {
        source?.close();
        // The run may have ended between the two first requests; then no stream is opened, and nobody would say so.
        void client.invalidateQueries(traceQuery(tenant, runId));
        void client.invalidateQueries(spansQuery(tenant, runId));
        timer = setTimeout(connect, RETRY_MS);
      });
    };
    connect();
    return () => {
      clearTimeout(timer);
      source?.close();
    };
  }, [client, tenant, runId, isLive, isReady]);
  const texts = isLive && written?.runId === runId ? beingWritten(written.texts, spans.data) : SILENCE;
  return { trace, spans, isLive, texts };
}

/** Without the steps that are over: their text is in their span. */
function beingWritten(texts: LiveTexts, spans: Record<string, SpanView> | undefined): LiveTexts {
  const over = new Set<string | null>();
  for (const span of Object.values(spans ?? {})) if (span.isFinal && span.state === "closed") over.add(span.stepKey);
  return Object.fromEntries(Object.entries(texts).filter(([stepKey]) => !over.has(stepKey)));
}
