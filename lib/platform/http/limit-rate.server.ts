import { ProblemError } from "@/lib/platform/errors/problem";

const PER_MINUTE = 600;
const MINUTE_MS = 60_000;
const REMEMBERED = 10_000;
const buckets = new Map<string, { tokens: number; atMs: number }>();

/** At most `perMinute` (600) requests a minute for each `who` and process, with a burst of as many. Throws `rate-limited`. */
export function limitRate(who: string, { perMinute = PER_MINUTE, nowMs = Date.now() } = {}): void {
  if (buckets.size >= REMEMBERED && !buckets.has(who)) buckets.clear();
  const { tokens, atMs } = buckets.get(who) ?? { tokens: perMinute, atMs: nowMs };
  const left = Math.min(perMinute, tokens + ((nowMs - atMs) / MINUTE_MS) * perMinute) - 1;
  buckets.set(who, { tokens: Math.max(0, left), atMs: nowMs });
  if (left < 0) throw new ProblemError("rate-limited", "Too many requests in a short time. Wait a minute.");
}
