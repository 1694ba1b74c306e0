"use client";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { EditorStores } from "@/components/harness/editor/editor-context";
import type { TestInput, TestRun } from "@/components/harness/editor/test-run-context";
import { showRuns, type ViewState } from "@/components/harness/editor/view-store";
import { rememberedInput, rememberInput } from "@/components/harness/test-runs/remembered-input";
import { personOf, rememberedPerson, rememberPerson } from "@/components/harness/test-runs/remembered-person";
import { useLiveTrace } from "@/components/observability/run/use-live-trace";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft } from "@/lib/harness/graph/draft";
import { mapsAround } from "@/lib/harness/test-runs/maps-around";
import { nodeRuns, withTriggers } from "@/lib/harness/test-runs/node-runs";
import type { Part } from "@/lib/harness/test-runs/slice-draft";
import { personNeeds } from "@/lib/harness/test-runs/test-person";
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
  const [runId, setRunId] = useState<string | null>(null);
  const [before] = useState(() => rememberedInput(tenant, harness));
  const { trace, spans, texts } = useLiveTrace(tenant, runId);
  const start = useMutation({
    mutationFn: async ({ input, from, part, person = rememberedPerson(tenant, harness) }: TestInput) => {
      rememberInput(tenant, harness, input);
      const { as, remembered } = personOf(person, personNeeds(store.getState().draft), crypto.randomUUID());
      rememberPerson(tenant, harness, remembered);
      await save();
      return await unwrap(
        api.POST("/api/v1/{tenant}/harnesses/{harness}/test-runs", {
          params: { path: { tenant, harness } },
          body: {
            ...(from ? { case: { dataset: from.dataset, rev: from.rev, row: from.row } } : { input }),
            ...(as ? { as } : {}),
            ...(part ? { part: { ...bodyOf(part), ...(runId ? { earlier: runId } : {}) } } : {}),
          },
        }),
      );
    },
    onSuccess: (started, { part }) => {
      setRunId(started.runId);
      view.setState({ onlyItems: part ? onlyItemsOf(store.getState().draft, part) : [] });
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
  return {
    runId,
    trace: runId && !start.isPending ? trace.data : undefined,
    lastRun,
    texts,
    isStarting: start.isPending || (runId !== null && trace.isPending),
    error: start.error ?? cancel.error,
    lastInput: start.variables ? start.variables.input : before,
    lastCase: start.variables?.from,
    lastPart: start.variables?.part,
    start: (test) => start.mutate(test),
    cancel: () => cancel.mutate(),
  };
}

const bodyOf = ({ mode, nodeId, items }: Part) => ({ mode, nodeId, ...(items ? { items: [...items] } : {}) });

function onlyItemsOf(draft: Draft, { nodeId, items = [] }: Part): ViewState["onlyItems"] {
  const node = nodeIndex(draft).get(nodeId);
  const maps = node ? mapsAround(draft, node) : [];
  return maps.flatMap(({ id, label }, at) => {
    const index = items[at];
    return index === undefined ? [] : { map: id, label, index };
  });
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
