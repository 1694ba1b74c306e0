"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { testBody } from "@/components/harness/editor/test-body";
import { type TestInput, useTestRun } from "@/components/harness/editor/test-run-context";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft } from "@/lib/harness/graph/draft";
import type { TestPlan } from "@/lib/harness/test-runs/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

export type AskedStep = { id: string; label: string; calls: readonly string[] };
/** What a person agrees to before a test runs: steps before its part that run as well, and steps that may change something. */
export type AskedTest = { test: TestInput; missing: readonly AskedStep[]; effects: readonly AskedStep[] };

/** What somebody let run while this page is open: a step with what it may call. More that it may call is asked again. */
const agreed = new Set<string>();
const agreementOf = ({ id, calls }: AskedStep) => JSON.stringify([id, ...calls]);

/**
 * Starts a test of the harness or of a part of it, after a question where one is needed. What would run is asked of the
 * server, which has the outputs, the tools and what runs in subflows. `onBegin`: it starts now.
 */
export function useAskTest({ onBegin, onError }: { onBegin?: () => void; onError?: (message: string) => void }) {
  const { tenant, harness, store, save } = useEditorShared();
  const { runId, start } = useTestRun();
  const [asked, setAsked] = useState<AskedTest | null>(null);
  const begin = ({ test, effects }: AskedTest) => {
    for (const step of effects) agreed.add(agreementOf(step));
    setAsked(null);
    start(test);
    onBegin?.();
  };
  const plan = useMutation({
    mutationFn: async (test: TestInput) => {
      await save();
      return await unwrap(
        api.POST("/api/v1/{tenant}/harnesses/{harness}/test-runs/plan", {
          params: { path: { tenant, harness } },
          body: testBody(test, runId),
        }),
      );
    },
    onSuccess: (answer, test) => {
      const question = questionOf(store.getState().draft, test, answer);
      const isOpen = question.missing.length > 0 || question.effects.some((step) => !agreed.has(agreementOf(step)));
      if (isOpen) setAsked(question);
      else begin(question);
    },
    onError: ({ message }) => onError?.(message),
  });
  return { asked, isAsking: plan.isPending, ask: plan.mutate, begin, leave: () => setAsked(null) };
}

function questionOf(draft: Draft, test: TestInput, plan: TestPlan): AskedTest {
  const index = nodeIndex(draft);
  const named = (id: string, calls: readonly string[]): AskedStep[] => {
    const node = index.get(id);
    return node ? [{ id, label: node.label, calls }] : [];
  };
  // To a step, what comes before it is what was asked for.
  const missing = test.part?.mode === "from" ? plan.missing : [];
  return {
    test,
    missing: missing.flatMap((id) => named(id, [])),
    effects: plan.effects.flatMap(({ node, calls }) => named(node, calls)),
  };
}
