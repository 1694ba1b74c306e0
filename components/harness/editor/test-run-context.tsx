"use client";
import { createContext, use } from "react";
import type { ChosenPerson } from "@/components/harness/test-runs/remembered-person";
import type { Draft } from "@/lib/harness/graph/draft";
import type { NewestTestRun } from "@/lib/harness/test-runs/schema";
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
/** The newest test of before this page was opened. */
export type EarlierTest = Pick<NonNullable<NewestTestRun["newest"]>, "runId" | "at" | "isChanged" | "onlyItems">;
export type TestRun = {
  runId: string | null;
  /** The test that is shown, when it is of before; undefined while it is not known whether there is one. */
  earlier: EarlierTest | null | undefined;
  /** The draft that the shown test ran, or that of when the page was opened; null before the first. */
  ranDraft: Draft | null;
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
  /** Shows a test of before, until one is started. */
  showEarlier(test: EarlierTest | null): void;
  cancel(): void;
};
export const TestRunContext = createContext<TestRun | null>(null);

/** The test run of this editor. */
export function useTestRun(): TestRun {
  const run = use(TestRunContext);
  if (!run) throw new Error("This part is used outside of the editor.");
  return run;
}
