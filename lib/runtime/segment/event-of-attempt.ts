import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import type { PendingStep } from "@/lib/runtime/interpreter/pending-work";
import type { AttemptOutcome } from "@/lib/runtime/segment/attempt.server";

/** What the end of an attempt means for its run. */
export function eventOfAttempt(step: PendingStep, { result, next }: AttemptOutcome, at: number): JournalEvent {
  const place = { at, nodeId: step.node.id, path: step.path };
  if (result.ok) {
    if ("wait" in result) return { kind: "step-waiting", ...place, wait: result.wait };
    const { output, port, writes } = result;
    return { kind: "step-succeeded", ...place, output, port, ...(writes && { writes }) };
  }
  const { failure } = result;
  if (next?.kind === "retry")
    return { kind: "attempt-failed", ...place, attempt: step.attempt, failure, retryAt: at + next.delayMs };
  // What else was decided is in the program: the interpreter decides it again when it replays.
  return next?.kind === "park"
    ? { kind: "step-waiting", ...place, wait: { for: next.reason, failure } }
    : { kind: "step-failed", ...place, failure };
}
