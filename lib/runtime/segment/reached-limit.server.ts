import type { Failure } from "@/lib/platform/errors/error-class";
import type { Limits } from "@/lib/release/program";
import type { RunLimits } from "@/lib/release/run-request";
import type { RunState } from "@/lib/runtime/interpreter/run-state";
import { failure } from "@/lib/runtime/segment/failure-of.server";

const MICROS = 1_000_000;

/**
 * The first limit that the run has passed, as the failure that ends it, or null: those of its program and, for a sub-run,
 * what was left of its parent's. Sub-runs count; time in which it was parked does not. A run that undoes what it did has
 * passed its last limit already.
 */
export function reachedLimit(
  limits: Limits,
  state: RunState,
  { nowMs, own }: { nowMs: number; own: RunLimits | null },
): Failure | null {
  if (state.compensating) return null;
  const { usage, subRunUsage } = state;
  const tokens = usage.inputTokens + usage.outputTokens + subRunUsage.tokens;
  const costMicros = usage.costMicros + subRunUsage.costMicros;
  const maxTokens = Math.min(limits.maxTokens, own?.maxTokens ?? limits.maxTokens);
  const maxCostUsd = Math.min(limits.maxCostUsd, own?.maxCostUsd ?? limits.maxCostUsd);
  const checks: [boolean, string][] = [
    [usage.steps >= limits.maxSteps, `${limits.maxSteps} steps`],
    [nowMs - state.startedAt - state.parkedMs > limits.maxActiveMs, `${Math.round(limits.maxActiveMs / 1000)} s`],
    [tokens > maxTokens, `${maxTokens} tokens`],
    [costMicros > maxCostUsd * MICROS, `${maxCostUsd} USD`],
  ];
  const reached = checks.find(([isReached]) => isReached);
  return reached
    ? failure(
        "budget_exceeded",
        `The run reached its limit of ${reached[1]}. Raise the limit in the harness, or make the run do less.`,
      )
    : null;
}

/** The moment after which the run has used up its active time (ms since the epoch); null when it has none to keep to. */
export function activeEndOf({ maxActiveMs }: Limits, { compensating, startedAt, parkedMs }: RunState): number | null {
  return compensating ? null : startedAt + parkedMs + maxActiveMs + 1;
}
