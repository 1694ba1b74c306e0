export type ExpiredLimit = "total" | "first-token" | "idle";

/**
 * The times that one model call may take: to its end, to its first token, and between two of them. `signal` aborts when
 * one has passed and `expired` names it. `touch` on every part that carries something; `end` in any case.
 */
export function callLimits({
  totalMs,
  firstTokenMs,
  idleMs,
}: {
  totalMs: number;
  firstTokenMs: number;
  idleMs: number;
}) {
  const abort = new AbortController();
  let expired: ExpiredLimit | null = null;
  const expire = (limit: ExpiredLimit) => () => {
    expired ??= limit;
    abort.abort(new DOMException(`The ${limit} limit has passed`, "TimeoutError"));
  };
  const total = setTimeout(expire("total"), totalMs);
  let next = setTimeout(expire("first-token"), firstTokenMs);
  return {
    signal: abort.signal,
    expired: () => expired,
    touch() {
      clearTimeout(next);
      next = setTimeout(expire("idle"), idleMs);
    },
    end() {
      clearTimeout(total);
      clearTimeout(next);
    },
  };
}
