import { z } from "zod";
import { Failure } from "@/lib/platform/errors/error-class";
import { Environment, RunLimits, RunStatus } from "@/lib/release/run-request";

/** What came of a run, for those who asked for it. Times are milliseconds since the epoch; cost is micro units. */
export const RunOutcome = z.object({
  runId: z.uuid(),
  projectId: z.uuid(),
  releaseId: z.uuid(),
  environment: Environment,
  status: RunStatus,
  input: z.json(),
  output: z.json(),
  error: Failure.loose().nullable(),
  steps: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  costMicros: z.int(),
  /** What it could use at most, where that is below the limits of its release. */
  limits: RunLimits.nullable(),
  simulated: z.boolean(),
  queuedAt: z.number(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
});
export type RunOutcome = z.infer<typeof RunOutcome>;
