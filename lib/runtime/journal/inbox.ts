import type { Brought } from "@/lib/runtime/interpreter/answers-for";
import type { RunRef } from "@/lib/runtime/journal/journal";

/** What the outside brings to runs, as the worker that holds a run sees it. Implementations: Postgres, memory. */
export interface Inbox {
  /** Everything that was brought, with the count of nudges from before it was read. */
  read(run: RunRef): Promise<Brought & { nudges: number }>;
  /** Closes a question whose time is over. False: it was decided meanwhile. */
  expireApproval(run: RunRef, approvalId: string): Promise<boolean>;
  /** Asks the sub-run of a step to end. */
  cancelSubRun(run: RunRef, stepKey: string): Promise<void>;
}

/** Signals of this name are a person's decisions about steps that cannot decide: `<prefix><step key>`, the key is the attempt. */
export const DECISION_PREFIX = "!decision/";
