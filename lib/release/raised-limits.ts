import { z } from "zod";

/** A run may be granted this many times what its release allows, and no more than any release may. */
const MOST_TIMES = 10;
const MOST = { maxSteps: 5_000, maxActiveMs: 86_400_000, maxTokens: 50_000_000, maxCostUsd: 1_000 };

/** What a person granted one run beyond the limits of its release. */
export const RaisedLimits = z.strictObject({
  maxSteps: z.int().min(1).max(MOST.maxSteps).optional(),
  maxActiveMs: z.int().min(1).max(MOST.maxActiveMs).optional(),
  maxTokens: z.int().min(1).max(MOST.maxTokens).optional(),
  maxCostUsd: z.number().min(0.001).max(MOST.maxCostUsd).optional(),
});
export type RaisedLimits = z.infer<typeof RaisedLimits>;
export type LimitName = keyof typeof MOST;
export const LIMIT_NAMES = ["maxSteps", "maxActiveMs", "maxTokens", "maxCostUsd"] as const satisfies LimitName[];

/** The most that a run of a release with this limit may be granted. */
export const mostOf = (name: LimitName, released: number): number => Math.min(MOST[name], released * MOST_TIMES);
