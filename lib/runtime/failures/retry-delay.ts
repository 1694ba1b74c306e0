import type { StepPolicy } from "@/lib/release/step-policy";

type Backoff = Pick<StepPolicy["retry"], "backoff" | "baseMs" | "maxMs" | "jitter">;

/**
 * Milliseconds until the attempt after `attempt` (counted from 1). Exponential with full jitter: evenly between 0 and
 * base × 2^(attempt-1), at most `maxMs`; `random` in [0,1). A Retry-After is never undercut.
 */
export function retryDelay(
  { backoff, baseMs, maxMs, jitter }: Backoff,
  { attempt, retryAfterMs = 0, random }: { attempt: number; retryAfterMs?: number | undefined; random: number },
): number {
  const ceiling = Math.min(maxMs, backoff === "exponential" ? baseMs * 2 ** (attempt - 1) : baseMs);
  return Math.max(Math.round(jitter ? ceiling * random : ceiling), retryAfterMs);
}
