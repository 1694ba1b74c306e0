"use client";
import { createContext, use } from "react";
import type { ChosenPerson } from "@/components/harness/test-runs/remembered-person";
import type { Part } from "@/lib/harness/test-runs/slice-draft";
import type { LiveTexts } from "@/lib/observability/live/live-text";
import type { SpanView, TraceView } from "@/lib/observability/traces/schema";
import type { Json } from "@/lib/release/json-schema";

/** A row of a dataset that a test takes instead of an input. */
export type TestCase = { dataset: string; name: string; rev: number; row: string; expected?: Json };
/**
 * What a test is started with; `part`: run to a step or from it, with what the last run gave before it. `person`: on whose
 * behalf; absent: the one of the last test.
 */
export type TestInput = { input: Json; from?: TestCase; part?: Part; person?: ChosenPerson };
export type TestRun = {
  runId: string | null;
  trace: TraceView | undefined;
  /** Newest span of each node, by node id. */
  lastRun: ReadonlyMap<string, SpanView>;
  /** What models are writing right now. */
  texts: LiveTexts;
  isStarting: boolean;
  error: Error | null;
  /** What the last test on this device was started with; undefined before the first. */
  lastInput: Json | undefined;
  /** The row of a dataset that the last test of this page took. */
  lastCase: TestCase | undefined;
  /** The part of the harness that the last test of this page ran. */
  lastPart: Part | undefined;
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
