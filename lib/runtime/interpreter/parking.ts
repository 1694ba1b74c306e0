import type { ParkedReason } from "@/lib/release/run-request";
import type { PendingWork } from "@/lib/runtime/interpreter/pending-work";

/** Waiting longer than this gives the worker free. */
const PARK_AFTER_MS = 2_000;
/** What a run waits for most is what a person or a program could do something about. */
const ORDER: readonly ParkedReason[] = [
  "decision",
  "approval",
  "policy",
  "budget",
  "signal",
  "subflow",
  "timer",
  "retry",
];

/**
 * Whether a run that has nothing under way only waits, and for what: the reason that somebody can do something about
 * comes first; `wakeAt` is the first time at which it goes on by itself. Null: something is to be done, or soon.
 */
export function parking(work: PendingWork, nowMs: number): { reason: ParkedReason; wakeAt: number | null } | null {
  if (work.turns.length > 0) return null;
  const times = [...work.steps.map((step) => step.notBefore), ...work.timers.map((timer) => timer.at)];
  const wakeAt = times.length > 0 ? Math.min(...times) : null;
  if (wakeAt !== null && wakeAt <= nowMs + PARK_AFTER_MS) return null;
  const reasons = new Set<ParkedReason>([
    ...work.waits.map((one) => one.wait.for),
    ...work.steps.map((): ParkedReason => "retry"),
    ...work.timers.map((): ParkedReason => "timer"),
  ]);
  const reason = ORDER.find((one) => reasons.has(one));
  return reason ? { reason, wakeAt } : null;
}
