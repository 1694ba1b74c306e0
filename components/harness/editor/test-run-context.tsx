"use client";
import { createContext, use } from "react";
import type { LiveTexts } from "@/lib/observability/live/live-text";
import type { SpanView, TraceView } from "@/lib/observability/traces/schema";

export type TestRun = {
  runId: string | null;
  trace: TraceView | undefined;
  /** Newest span of each node, by node id. */
  lastRun: ReadonlyMap<string, SpanView>;
  /** What models are writing right now. */
  texts: LiveTexts;
  isStarting: boolean;
  error: Error | null;
  start(input: unknown): void;
  cancel(): void;
};
export const TestRunContext = createContext<TestRun | null>(null);

/** The test run of this editor. */
export function useTestRun(): TestRun {
  const run = use(TestRunContext);
  if (!run) throw new Error("This part is used outside of the editor.");
  return run;
}
