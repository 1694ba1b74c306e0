"use client";
import { useMutation } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { EditorStores } from "@/components/harness/editor/editor-context";
import { testBody } from "@/components/harness/editor/test-body";
import type { EarlierTest, TestInput, TestRun } from "@/components/harness/editor/test-run-context";
import { showRuns, type ViewState } from "@/components/harness/editor/view-store";
import { rememberedInput, rememberInput } from "@/components/harness/test-runs/remembered-input";
import { useLiveTrace } from "@/components/observability/run/use-live-trace";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { containersOf } from "@/lib/harness/graph/containers";
import type { Draft } from "@/lib/harness/graph/draft";
import { mapsAround } from "@/lib/harness/test-runs/maps-around";
import { nodeRuns, withTriggers } from "@/lib/harness/test-runs/node-runs";
import type { Part } from "@/lib/harness/test-runs/slice-draft";
import type { SpanView } from "@/lib/observability/traces/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";
import { isTerminal } from "@/lib/release/run-status";

/** Starts test runs of the stored draft and follows the newest one. `save` resolves when the draft is stored. */
export function useTestRunState(
  tenant: string,
  harness: string,
  save: () => Promise<void>,
  { store, view }: EditorStores,
): TestRun {
  const [started, setStarted] = useState<{ runId: string; draft: Draft } | null>(null);
  const [before, setBefore] = useState<{ test: EarlierTest; draft: Draft } | null | undefined>(undefined);
  const runId = started?.runId ?? before?.test.runId ?? null;
  const [remembered] = useState(() => rememberedInput(tenant, harness));
  const { trace, spans, texts } = useLiveTrace(tenant, runId);
  const start = useMutation({
    mutationFn: async ({ input, from, part, person }: TestInput) => {
      rememberInput(tenant, harness, input);
      const { behalfOf } = await import("@/components/harness/test-runs/behalf-of");
      const as = behalfOf({ tenant, harness }, store.getState().draft, person);
      await save();
      const { draft } = store.getState();
      const answer = await unwrap(
        api.POST("/api/v1/{tenant}/harnesses/{harness}/test-runs", {
          params: { path: { tenant, harness } },
          body: testBody({ input, ...(from && { from }), ...(part && { part }) }, runId, as),
        }),
      );
      return { runId: answer.runId, draft };
    },
    onSuccess: (next, { part }) => {
      setStarted(next);
      view.setState({ onlyItems: part ? onlyItemsOf(next.draft, part) : [] });
    },
  });
  const cancel = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/{tenant}/test-runs/cancel", { params: { path: { tenant } }, body: { runs: [runId ?? ""] } }),
      ),
  });
  const lastRun = useMemo(() => newestByNode(Object.values(spans.data ?? {})), [spans.data]);
  const isLive = trace.data ? !isTerminal(trace.data.status) : false;
  useEffect(() => {
    const runs = nodeRuns(Object.values(spans.data ?? {}));
    showRuns(view, withTriggers(runs, store.getState().draft), isLive);
  }, [spans.data, isLive, store, view]);
  useEffect(() => {
    if (before && !started) view.setState({ onlyItems: namedItems(before.draft, before.test.onlyItems) });
  }, [before, started, view]);
  const showEarlier = useCallback(
    (test: EarlierTest | null) => {
      const { draft } = store.getState();
      setBefore(test && { test, draft });
    },
    [store],
  );
  return {
    runId,
    earlier: started || before === null ? null : before?.test,
    ranDraft: started?.draft ?? before?.draft ?? null,
    showEarlier,
    trace: runId && !start.isPending ? trace.data : undefined,
    lastRun,
    texts,
    isStarting: start.isPending || (started !== null && trace.isPending),
    error: start.error ?? cancel.error,
    lastInput: start.variables ? start.variables.input : remembered,
    lastCase: start.variables?.from,
    lastPart: start.variables?.part,
    start: (test) => start.mutate(test),
    cancel: () => cancel.mutate(),
  };
}

function onlyItemsOf(draft: Draft, { nodeId, items = [] }: Part): ViewState["onlyItems"] {
  const node = nodeIndex(draft).get(nodeId);
  const maps = node ? mapsAround(draft, node) : [];
  return maps.flatMap(({ id, label }, at) => {
    const index = items[at];
    return index === undefined ? [] : { map: id, label, index };
  });
}

/** The items of maps that are still there, outermost first. */
function namedItems(draft: Draft, items: EarlierTest["onlyItems"]): ViewState["onlyItems"] {
  return draft.nodes
    .flatMap((node) => {
      const index = items[node.id];
      return index === undefined
        ? []
        : [{ map: node.id, label: node.label, index, depth: containersOf(draft, node).length }];
    })
    .sort((one, other) => one.depth - other.depth)
    .map(({ map, label, index }) => ({ map, label, index }));
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
