import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import type { PendingStep } from "@/lib/runtime/interpreter/pending-work";
import type { RunLedger } from "@/lib/runtime/segment/run-ledger.server";
import type { SegmentDependencies } from "@/lib/runtime/segment/segment-dependencies";

/** What one attempt of one step works with. */
export type Attempt = {
  deps: SegmentDependencies;
  ledger: RunLedger;
  step: PendingStep;
  /** Aborts when the step is cancelled or the lease is lost. */
  signal: AbortSignal;
  commit: (event: JournalEvent) => Promise<void>;
  /** Whether the run is still ours now; asks when the last answer is old. */
  holds: () => Promise<boolean>;
};
