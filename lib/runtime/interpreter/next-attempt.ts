import type { ErrorClass, Failure } from "@/lib/platform/errors/error-class";
import type { ProgramNode } from "@/lib/release/program";
import type { StepPolicy } from "@/lib/release/step-policy";

type RetryReason = StepPolicy["retry"]["on"][number];

/** Which word of the retry policy covers a class of failure; classes without one are never retried. */
const REASON: Partial<Record<ErrorClass, RetryReason>> = {
  provider_timeout: "timeout",
  tool_timeout: "timeout",
  provider_rate_limit: "rate-limited",
  provider_5xx: "unavailable",
  tool_error: "unavailable",
  output_schema_invalid: "invalid-output",
};

export type AttemptDecision =
  | { kind: "retry"; delayMs: number }
  /** Waits for what cannot be decided here; without `delayMs` a person has to. */
  | { kind: "park"; reason: "policy" | "budget"; delayMs: number }
  | { kind: "park"; reason: "decision" }
  | { kind: "give-up" };

/**
 * What follows a failed attempt. Retried only if the class is covered by the policy and repeating is safe (no side
 * effect, or an idempotent one). Exponential backoff with full jitter (`random` in [0,1)); Retry-After is honoured.
 */
export function nextAttempt(
  node: Pick<ProgramNode, "policy" | "sideEffect">,
  failure: Failure,
  attempt: number,
  random: number,
): AttemptDecision {
  const { retry } = node.policy;
  const reason = REASON[failure.class];
  const isSafe = node.sideEffect !== "unsafe";
  if (!reason || !isSafe || !retry.on.includes(reason) || attempt >= retry.maxAttempts) return { kind: "give-up" };
  const ceiling = Math.min(
    retry.maxMs,
    retry.backoff === "exponential" ? retry.baseMs * 2 ** (attempt - 1) : retry.baseMs,
  );
  const delayMs = Math.round(retry.jitter ? ceiling * random : ceiling);
  return { kind: "retry", delayMs: Math.max(delayMs, failure.retryAfterMs ?? 0) };
}
