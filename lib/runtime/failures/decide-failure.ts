import { type ErrorClass, type Failure, isTransient } from "@/lib/platform/errors/error-class";
import type { ProgramNode } from "@/lib/release/program";
import type { StepPolicy } from "@/lib/release/step-policy";
import { retryDelay } from "@/lib/runtime/failures/retry-delay";

/** What follows a failed attempt. `collect`: the map around the step takes the failure as one of its results. */
export type FailureDecision =
  | { kind: "retry"; delayMs: number }
  | { kind: "fallback"; model: string }
  | { kind: "park"; reason: "decision" }
  | { kind: "degrade" }
  | { kind: "error-port" }
  | { kind: "collect" }
  | { kind: "dead-letter" }
  | { kind: "fail" };

export type FailureFacts = {
  failure: Failure;
  node: Pick<ProgramNode, "policy" | "sideEffect" | "kind">;
  /** From 1. */
  attempt: number;
  /** Milliseconds since the first attempt of the step began. */
  elapsedMs: number;
  /** In [0,1). */
  random: number;
  /** The next model that may answer instead, when the failed attempt was a model call. */
  nextModel: string | null;
  hasErrorPort: boolean;
  isInMap: boolean;
  /** What the run becomes when nothing is left: set aside for a person, or simply failed. */
  lastResort: "dead-letter" | "fail";
};

/** A step is not tried again later than this after its first attempt, whatever its retries allow. */
const TOTAL_DEADLINE_MS = 3_600_000;

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

/**
 * The one decision about a failed attempt, in this order: an effect with an unknown outcome waits for a person; another
 * model; a retry while repeating is safe, useful and allowed; then whatever the author wired; last the run's end.
 */
export function decideFailure(facts: FailureFacts): FailureDecision {
  const { failure, nextModel } = facts;
  if (failure.class === "cancelled") return { kind: "fail" };
  if (failure.effect === "unknown") return { kind: "park", reason: "decision" };
  if (nextModel !== null) return { kind: "fallback", model: nextModel };
  const delayMs = delayOf(facts);
  return delayMs === null ? decideLastResort(facts) : { kind: "retry", delayMs };
}

/** What is left once no attempt is: the static value, the error port, the map around the step, or the end of the run. */
export function decideLastResort({
  node,
  hasErrorPort,
  isInMap,
  lastResort,
}: Pick<FailureFacts, "node" | "hasErrorPort" | "isInMap" | "lastResort">): FailureDecision {
  if (node.policy.onError === "value") return { kind: "degrade" };
  if (node.policy.onError === "port" && hasErrorPort) return { kind: "error-port" };
  if (isInMap) return { kind: "collect" };
  return { kind: lastResort };
}

/** Milliseconds until the next attempt, or null when there is none. */
function delayOf({ failure, node, attempt, elapsedMs, random }: FailureFacts): number | null {
  const { retry } = node.policy;
  const reason = REASON[failure.class];
  // A model that answered in the wrong shape is asked once more: the next answer is another one.
  const mayHelp = isTransient(failure) || failure.class === "output_schema_invalid";
  if (!reason || !mayHelp || !retry.on.includes(reason) || attempt >= retry.maxAttempts) return null;
  if (!isSafeToRepeat(node, failure)) return null;
  const delayMs = retryDelay(retry, { attempt, random, retryAfterMs: failure.retryAfterMs });
  return elapsedMs + delayMs > TOTAL_DEADLINE_MS ? null : delayMs;
}

/** Model nodes repeat safely: each tool call inside them has an effect record of its own. */
const isSafeToRepeat = ({ sideEffect, kind }: FailureFacts["node"], { effect }: Failure): boolean =>
  sideEffect !== "unsafe" || effect === "not-sent" || kind === "agent" || kind === "llm" || kind === "classify";
