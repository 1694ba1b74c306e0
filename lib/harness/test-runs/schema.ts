import { z } from "zod";
import { TextDelta } from "@/lib/observability/live/text-delta";
import { RunOutcome } from "@/lib/release/run-outcome";

/** Runs that one stream follows, or one request cancels, at most. */
export const MAX_RUNS = 200;

/** Ids of test runs with commas between them. */
export const FollowedRuns = z.object({
  runs: z
    .string()
    .min(36)
    .max(MAX_RUNS * 37),
});
export const RunIds = z.array(z.uuid()).min(1).max(MAX_RUNS);
export const CancelRuns = z.strictObject({ runs: RunIds });
/** Event `run`: how a test run stands. */
export const TestRunState = RunOutcome.pick({
  runId: true,
  status: true,
  output: true,
  error: true,
  inputTokens: true,
  outputTokens: true,
  costMicros: true,
  simulated: true,
  startedAt: true,
  endedAt: true,
});
/** Event `delta`: a piece of text while a model writes it. */
export const TestRunDelta = TextDelta.extend({ runId: z.uuid() });
export type TestRunState = z.infer<typeof TestRunState>;
