"use client";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { TestRun } from "@/components/harness/editor/test-run-context";
import { useLiveTrace } from "@/components/observability/run/use-live-trace";
import type { SpanView } from "@/lib/observability/traces/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Starts test runs of the stored draft and follows the newest one. `save` resolves when the draft is stored. */
export function useTestRunState(tenant: string, harness: string, save: () => Promise<void>): TestRun {
  const [runId, setRunId] = useState<string | null>(null);
  const { trace, spans, texts } = useLiveTrace(tenant, runId);
  const start = useMutation({
    mutationFn: async (input: unknown) => {
      await save();
      return await unwrap(
        api.POST("/api/v1/{tenant}/harnesses/{harness}/test-runs", {
          params: { path: { tenant, harness } },
          body: { input },
        }),
      );
    },
    onSuccess: (started) => setRunId(started.runId),
  });
  const cancel = useMutation({
    mutationFn: () =>
      unwrap(api.POST("/api/v1/{tenant}/runs/{runId}/cancel", { params: { path: { tenant, runId: runId ?? "" } } })),
  });
  const lastRun = useMemo(() => newestByNode(Object.values(spans.data ?? {})), [spans.data]);
  return {
    runId,
    trace: runId ? trace.data : undefined,
    lastRun,
    texts,
    isStarting: start.isPending || (runId !== null && trace.isPending),
    error: start.error ?? cancel.error,
    start: (input) => start.mutate(input),
    cancel: () => cancel.mutate(),
  };
}

/** The span that shows the state of each node: its newest attempt; calls inside a step do not count. */
export function newestByNode(spans: readonly SpanView[]): Map<string, SpanView> {
  const newest = new Map<string, SpanView>();
  const ids = new Set(spans.map((span) => span.id));
  for (const span of spans) {
    const isInside = span.parentId !== null && ids.has(span.parentId) && span.iterationPath === "";
    if (!span.nodeId || isInside || span.kind === "policy") continue;
    const before = newest.get(span.nodeId);
    if (
      !before ||
      span.startedAt > before.startedAt ||
      (span.startedAt === before.startedAt && span.attempt > before.attempt)
    )
      newest.set(span.nodeId, span);
  }
  return newest;
}
