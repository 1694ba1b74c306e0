import { z } from "zod";
import { TextDelta } from "@/lib/observability/live/text-delta";
import { NodeId } from "@/lib/release/binding";
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
/** `rev`: of the draft that it ran. `onlyItems`: the one item, counted from 0, that each of these maps ran, by node id. */
export const NewestTestRun = z.object({
  newest: z
    .object({
      runId: z.uuid(),
      at: z.iso.datetime(),
      rev: z.int(),
      isChanged: z.boolean(),
      onlyItems: z.record(NodeId, z.int()),
    })
    .nullable(),
});
/**
 * What a test would do, by node id. `given`: steps that give what is known of them. `missing`: steps before the part that
 * have no output and run as well. `effects`: steps that may change something outside, with what they may call, in words.
 * The last two are in the order of a run.
 */
export const TestPlan = z.object({
  given: z.array(NodeId),
  missing: z.array(NodeId),
  effects: z.array(z.object({ node: NodeId, calls: z.array(z.string()) })),
});
export type NewestTestRun = z.infer<typeof NewestTestRun>;
export type TestPlan = z.infer<typeof TestPlan>;
export type TestRunState = z.infer<typeof TestRunState>;
