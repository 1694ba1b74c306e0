import type { Failure } from "@/lib/platform/errors/error-class";
import type { Limits } from "@/lib/release/program";
import { LIMIT_NAMES, type LimitName } from "@/lib/release/raised-limits";
import type { RunState } from "@/lib/runtime/interpreter/run-state";
import { failure } from "@/lib/runtime/segment/failure-of.server";
import { isUsedUp, usedOf } from "@/lib/runtime/segment/used-limits";

/**
 * The first of its limits that the run has passed, as the failure that ends it, or null. A run that undoes what it did has
 * passed its last limit already.
 */
export function reachedLimit(limits: Limits, state: RunState, nowMs: number): Failure | null {
  if (state.compensating) return null;
  const used = usedOf(state, nowMs);
  const reached = LIMIT_NAMES.find((name) => isUsedUp(name, used[name], limits[name]));
  return reached
    ? failure(
        "budget_exceeded",
        `The run reached its limit of ${IN_WORDS[reached](limits[reached])}. Let it go on with a higher one, raise the limit in the harness, or make the run do less.`,
      )
    : null;
}

const IN_WORDS: Record<LimitName, (limit: number) => string> = {
  maxSteps: (limit) => `${limit} steps`,
  maxActiveMs: (limit) => `${Math.round(limit / 1000)} s`,
  maxTokens: (limit) => `${limit} tokens`,
  maxCostUsd: (limit) => `${limit} USD`,
};

/** The moment after which the run has used up its active time (ms since the epoch); null when it has none to keep to. */
export function activeEndOf({ maxActiveMs }: Limits, { compensating, startedAt, parkedMs }: RunState): number | null {
  return compensating ? null : startedAt + parkedMs + maxActiveMs + 1;
}
