import type { LimitName } from "@/lib/release/raised-limits";
import { activeMsOf, type RunState } from "@/lib/runtime/interpreter/run-state";

const MICROS = 1_000_000;

/** What of a run's limits is used. Sub-runs count; time in which the run was parked does not. */
export function usedOf(state: RunState, nowMs: number): Record<LimitName, number> {
  const { usage, subRunUsage } = state;
  return {
    maxSteps: usage.steps,
    maxActiveMs: activeMsOf(state, nowMs),
    maxTokens: usage.inputTokens + usage.outputTokens + subRunUsage.tokens,
    maxCostUsd: (usage.costMicros + subRunUsage.costMicros) / MICROS,
  };
}

/** A step is begun only below their limit; all else is known when it has been used. */
export const isUsedUp = (name: LimitName, used: number, limit: number): boolean =>
  name === "maxSteps" ? used >= limit : used > limit;
