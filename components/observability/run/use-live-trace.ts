"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { isTerminal } from "@/lib/observability/spans/run-status";
import { SpanView, TraceView } from "@/lib/observability/traces/schema";
import { spansQuery, traceQuery } from "@/lib/observability/traces/trace-queries";

const RETRY_MS = 1_000;

/** A run's root and spans, followed by server-sent events while it is not over. */
export function useLiveTrace(tenant: string, runId: string | null) {
  const client = useQueryClient();
  const trace = useQuery({ ...traceQuery(tenant, runId ?? ""), enabled: runId !== null });
  const spans = useQuery({ ...spansQuery(tenant, runId ?? ""), enabled: runId !== null && trace.isSuccess });
  const isLive = trace.data ? !isTerminal(trace.data.status) : false;
  const isReady = spans.isSuccess;
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
      source.addEventListener("run", (event) => {
        client.setQueryData(traceQuery(tenant, runId).queryKey, TraceView.parse(JSON.parse(event.data)));
      });
      source.addEventListener("end", () => source?.close());
      source.addEventListener("error", () => {
        source?.close();
        timer = setTimeout(connect, RETRY_MS);
      });
    };
    connect();
    return () => {
      clearTimeout(timer);
      source?.close();
    };
  }, [client, tenant, runId, isLive, isReady]);
  return { trace, spans, isLive };
}
