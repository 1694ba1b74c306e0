import type { z } from "zod";
import type { Json } from "@/lib/release/json-schema";
import type { RunStatus } from "@/lib/release/run-status";

/** What a grader may look at: a row of the dataset and what came of its run. Times in milliseconds, cost in micro units. */
export type TrialFacts = {
  input: Json;
  expected: Json | undefined;
  status: RunStatus;
  /** It was cancelled because it was not over in time. */
  isOverdue: boolean;
  /** It failed because the budget of the experiment left it less than its harness allows. */
  isCutShort: boolean;
  output: Json;
  error: string | null;
  steps: number;
  /** Calls in the order in which they started; null while the trace is not complete. */
  tools: readonly string[] | null;
  costMicros: number;
  latencyMs: number;
  tokens: number;
};

/** `score` from 0 to 1, with why; or no grade at all, which never counts as passed. */
export type Grade = { score: number; reason: string } | { ungraded: string };

export type Grader<S extends z.ZodObject = z.ZodObject> = {
  title: string;
  /** One sentence for the form. */
  description: string;
  schema: S;
  grade(config: z.infer<S>, facts: TrialFacts): Grade;
};

/** A grader whose configuration is typed where it is written, and parsed where it is called. */
export function defineGrader<S extends z.ZodObject>(grader: Grader<S>): Grader<S> {
  return grader;
}

export const NO_EXPECTED: Grade = { ungraded: "The row has no expected answer." };
export const yes = (isRight: boolean, reason: string): Grade => ({ score: isRight ? 1 : 0, reason });
