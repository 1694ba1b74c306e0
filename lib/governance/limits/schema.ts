import { z } from "zod";

/** What a tenant may run at a time and start in a minute, over all workers. */
export const RunLimits = z.object({
  /** Runs that execute at a time; the others wait. */
  concurrentRuns: z.int().min(1).max(10_000),
  /** The same for each harness; null = no limit of its own. */
  concurrentRunsPerHarness: z.int().min(1).max(10_000).nullable(),
  /** Starts by API; above it a start is refused with 429. */
  startsPerMinute: z.int().min(1).max(100_000),
  /** Calls to one model connection at a time; the others wait within their timeout. */
  concurrentCallsPerProvider: z.int().min(1).max(10_000),
  callsPerMinutePerProvider: z.int().min(1).max(1_000_000),
});
export type RunLimits = z.infer<typeof RunLimits>;

/** `rev` is 0 while the defaults hold; a change names the `rev` that it was made from. */
export const StoredRunLimits = RunLimits.extend({ rev: z.int().min(0) });
export type StoredRunLimits = z.infer<typeof StoredRunLimits>;
