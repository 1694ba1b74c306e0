"use client";
import { createContext, use } from "react";
import type { Part } from "@/lib/harness/test-runs/slice-draft";
import type { LiveTexts } from "@/lib/observability/live/live-text";
import type { SpanView, TraceView } from "@/lib/observability/traces/schema";

/** What a test is started with; `part`: run to a step or from it, with what the last run gave before it. */
export type TestInput = { input: unknown; part?: Part };
export type TestRun = {
  runId: string | null;
  trace: TraceView | undefined;
  /** Newest span of each node, by node id. */
  lastRun: ReadonlyMap<string, SpanView>;
  /** What models are writing right now. */
  texts: LiveTexts;
  isStarting: boolean;
  error: Error | null;
  /** What the last test of this page was started with. */
  lastInput: unknown;
  start(test: TestInput): void;
  cancel(): void;
};
export const TestRunContext = createContext<TestRun | null>(null);

/** The test run of this editor. */
export function useTestRun(): TestRun {
  const run = use(TestRunContext);
  if (!run) throw new Error("This part is used outside of the editor.");
  return run;
}
