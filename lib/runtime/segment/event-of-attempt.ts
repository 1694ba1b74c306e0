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
  // Everything else that is left is the interpreter's to decide from the program.
  if (next?.kind === "park") return { kind: "step-waiting", ...place, wait: { for: next.reason, failure } };
  return { kind: "step-failed", ...place, failure };
}
