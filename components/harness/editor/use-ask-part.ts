"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { testBody } from "@/components/harness/editor/test-body";
import { type TestInput, useTestRun } from "@/components/harness/editor/test-run-context";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { effectNodes, type Part, sliceDraft } from "@/lib/harness/test-runs/slice-draft";
import { api, unwrap } from "@/lib/platform/http/api-client";
import { schemaExample } from "@/lib/release/schema-example";

/** What a person agrees to before a part runs: steps before it that run as well, and steps that may change something. */
export type AskedPart = { part: Part; missing: AskedStep[]; effects: AskedStep[] };
export type AskedStep = Pick<DraftNode, "id" | "label">;

/** Starts a test of a part, after a question where one is needed. What would run is asked of the server, which has the outputs. */
export function useAskPart() {
  const { tenant, harness, library, store, view, save } = useEditorShared();
  const { runId, start, lastInput, lastCase } = useTestRun();
  const [asked, setAsked] = useState<AskedPart | null>(null);
  const testOf = (part: Part): TestInput => ({
    ...{ input: lastInput ?? schemaExample(store.getState().draft.inputs), part },
    ...(lastCase ? { from: lastCase } : {}),
  });
  const begin = (part: Part) => {
    setAsked(null);
    start(testOf(part));
  };
  const plan = useMutation({
    mutationFn: async (part: Part) => {
      await save();
      return await unwrap(
        api.POST("/api/v1/{tenant}/harnesses/{harness}/test-runs/plan", {
          params: { path: { tenant, harness } },
          body: testBody(testOf(part), runId),
        }),
      );
    },
    onSuccess: ({ given, missing }, part) => {
      const { draft } = store.getState();
      const slice = sliceDraft(draft, part);
      const effectsOf = new Map(library.tools.map((tool) => [tool.key, tool.sideEffect]));
      const known = new Set([...given, ...view.getState().pins.keys()]);
      const effects = slice.ok ? effectNodes(slice.draft, effectsOf).filter(({ id }) => !known.has(id)) : [];
      const index = nodeIndex(draft);
      // To a step, what comes before it is what was asked for.
      const unasked = part.mode === "from" ? missing.flatMap((id) => index.get(id) ?? []) : [];
      if (unasked.length + effects.length === 0) begin(part);
      else setAsked({ part, missing: unasked, effects });
    },
    onError: ({ message }) => store.setState({ refusal: message }),
  });
  const ask = (part: Part) => {
    const slice = sliceDraft(store.getState().draft, part);
    if (slice.ok) plan.mutate(part);
    else store.setState({ refusal: slice.refusal });
  };
  return { asked, isAsking: plan.isPending, ask, begin, leave: () => setAsked(null) };
}
