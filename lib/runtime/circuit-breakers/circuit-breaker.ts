import { z } from "zod";

/** One call as the breaker remembers it. `at` in milliseconds. */
export const BreakerCall = z.object({ at: z.number(), ok: z.boolean() });
export type BreakerCall = z.infer<typeof BreakerCall>;

/**
 * The circuit of one target (a model of a connection, a host of a tool) of one tenant. `open`: calls are refused until
 * `retryAt`, or until the connection changes when that is null. `half-open`: one probe is under way, at most to `retryAt`.
 */
export type CircuitBreaker = {
  state: "closed" | "open" | "half-open";
  /** The last calls, oldest first. */
  calls: readonly BreakerCall[];
  /** How many times in a row it opened; the pause doubles with each. */
  opens: number;
  openedAt: number | null;
  retryAt: number | null;
  /** Revision of the connection when a refused key opened it. */
  connectionRev: number | null;
};
/** `failed`: a failure that may pass by itself. `unauthorised`: the key was refused. */
export type CallOutcome = "ok" | "failed" | "unauthorised";
export type Admission = { kind: "allow" } | { kind: "probe" } | { kind: "refuse"; retryAt: number | null };

const WINDOW_MS = 60_000;
const LAST_CALLS = 20;
const MIN_FAILURES = 5;
const MIN_SHARE = 0.5;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 600_000;
/** A probe that says nothing for so long is given up; another may try. */
export const PROBE_MS = 60_000;

export const CLOSED: CircuitBreaker = {
  state: "closed",
  calls: [],
  opens: 0,
  openedAt: null,
  retryAt: null,
  connectionRev: null,
};

/** Whether a call may go out now. `probe` is an offer: the caller must win it before it calls. */
export function admission(breaker: CircuitBreaker, nowMs: number, connectionRev: number | null): Admission {
  if (breaker.state === "closed") return { kind: "allow" };
  const isOtherConnection = breaker.connectionRev !== null && breaker.connectionRev !== connectionRev;
  const isDue = breaker.retryAt !== null && nowMs >= breaker.retryAt;
  return isOtherConnection || isDue ? { kind: "probe" } : { kind: "refuse", retryAt: breaker.retryAt };
}

/** The breaker after calls came back, in the order of their time; the last one decides what is not a matter of counting. */
export function afterCalls(
  breaker: CircuitBreaker,
  calls: readonly BreakerCall[],
  last: { outcome: CallOutcome; at: number; connectionRev: number | null },
): CircuitBreaker {
  const { outcome, at, connectionRev } = last;
  if (outcome === "unauthorised")
    return { ...breaker, calls: [], state: "open", openedAt: at, retryAt: null, connectionRev };
  // A call that was under way when the circuit opened changes nothing.
  if (breaker.state === "open") return breaker;
  if (breaker.state === "half-open") return outcome === "ok" ? CLOSED : opened(breaker, at);
  const recent = [...breaker.calls, ...calls]
    .filter((call) => call.at > at - WINDOW_MS)
    .sort((one, other) => one.at - other.at)
    .slice(-LAST_CALLS);
  const failures = recent.filter((call) => !call.ok).length;
  const isTripped = outcome === "failed" && failures >= MIN_FAILURES && failures >= MIN_SHARE * recent.length;
  return isTripped ? opened({ ...breaker, calls: recent }, at) : { ...breaker, calls: recent };
}

/** The breaker while one probe is under way. */
export const probing = (breaker: CircuitBreaker, nowMs: number): CircuitBreaker => ({
  ...breaker,
  state: "half-open",
  retryAt: nowMs + PROBE_MS,
});

function opened(breaker: CircuitBreaker, at: number): CircuitBreaker {
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** breaker.opens, LONGEST_PAUSE_MS);
  return {
    ...breaker,
    state: "open",
    opens: breaker.opens + 1,
    openedAt: at,
    retryAt: at + pauseMs,
    connectionRev: null,
  };
}
