import type { Failure } from "@/lib/platform/errors/error-class";
import type { Limits } from "@/lib/release/program";
import type { RunState } from "@/lib/runtime/interpreter/run-state";
import { failure } from "@/lib/runtime/segment/failure-of.server";

const MICROS = 1_000_000;

/** The first limit of the program that the run has passed, as the failure that ends it, or null. */
export function reachedLimit(limits: Limits, state: RunState, nowMs: number): Failure | null {
  const { usage } = state;
  const tokens = usage.inputTokens + usage.outputTokens;
  const checks: [boolean, string][] = [
    [usage.steps >= limits.maxSteps, `${limits.maxSteps} steps`],
    [nowMs - state.startedAt > limits.maxActiveMs, `${Math.round(limits.maxActiveMs / 1000)} s`],
    [tokens > limits.maxTokens, `${limits.maxTokens} tokens`],
    [usage.costMicros > limits.maxCostUsd * MICROS, `${limits.maxCostUsd} USD`],
  ];
  const reached = checks.find(([isReached]) => isReached);
  return reached
    ? failure(
        "budget_exceeded",
        `The run reached its limit of ${reached[1]}. Raise the limit in the harness, or make the run do less.`,
      )
    : null;
}
