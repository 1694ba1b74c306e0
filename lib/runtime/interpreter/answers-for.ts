import type { Failure } from "@/lib/platform/errors/error-class";
import type { Json } from "@/lib/release/json-schema";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import type { PendingWait } from "@/lib/runtime/interpreter/pending-work";
import type { Taint } from "@/lib/runtime/interpreter/run-state";

/** What was brought to a run from outside, oldest first. */
export type Brought = {
  signals: { name: string; key: string; by: string; payload: Json }[];
  approvals: {
    id: string;
    decision: "approved" | "rejected" | "expired";
    by: string | null;
    form: Json;
    comment: string | null;
  }[];
  subRuns: {
    runId: string;
    status: "succeeded" | "failed" | "cancelled" | "dead-lettered";
    output: Json;
    failure: Failure | null;
    taint: Taint[];
    usage: { inputTokens: number; outputTokens: number; costMicros: number; simulated: boolean };
  }[];
  decisions: { stepKey: string; attempt: number; choice: "retry" | "fail" | "succeed"; by: string; output: Json }[];
};

type Place = { at: number; nodeId: string; path: string };

/** The events that what was brought means for steps that wait for it. A signal goes to one step; each step takes one. */
export function answersFor(
  waits: readonly PendingWait[],
  brought: Brought,
  takenSignals: ReadonlySet<string>,
  at: number,
): JournalEvent[] {
  const taken = new Set(takenSignals);
  return waits.flatMap((one): JournalEvent[] => {
    const place = { at, nodeId: one.node.id, path: one.path };
    switch (one.wait.for) {
      case "signal":
        return signalFor(place, one.wait.name, brought, taken);
      case "approval":
        return approvalFor(place, one.wait.approvalId, brought);
      case "subflow":
        return subRunFor(place, one.wait.runId, brought);
      case "timer":
        return [];
      default:
        return decisionFor(place, one, brought);
    }
  });
}

function signalFor(place: Place, wanted: string, { signals }: Brought, taken: Set<string>): JournalEvent[] {
  const found = signals.find(({ name, key }) => name === wanted && !taken.has(`${name}/${key}`));
  if (!found) return [];
  taken.add(`${found.name}/${found.key}`);
  return [{ kind: "signal-received", ...place, ...found }];
}

function approvalFor(place: Place, approvalId: string, { approvals }: Brought): JournalEvent[] {
  const found = approvals.find(({ id }) => id === approvalId);
  if (!found) return [];
  const { id: _id, ...decided } = found;
  return [{ kind: "approval-decided", ...place, ...decided }];
}

function subRunFor(place: Place, wanted: string, { subRuns }: Brought): JournalEvent[] {
  const found = subRuns.find(({ runId }) => runId === wanted);
  if (!found) return [];
  const { runId: _runId, ...ended } = found;
  return [{ kind: "sub-run-ended", ...place, ...ended }];
}

/** A decision is about one attempt: an older one does not decide again. */
function decisionFor(place: Place, { stepKey, attempt }: PendingWait, { decisions }: Brought): JournalEvent[] {
  const found = decisions.find((one) => one.stepKey === stepKey && one.attempt === attempt);
  if (!found) return [];
  const { choice, by, output } = found;
  return [{ kind: "decision-made", ...place, choice, by, output }];
}
