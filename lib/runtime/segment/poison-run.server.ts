import { ZodError } from "zod";
import type { Clock } from "@/lib/platform/time/clock";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import type { Journal, RunProgress, RunRef } from "@/lib/runtime/journal/journal";
import { failure } from "@/lib/runtime/segment/failure-of.server";
import { ReleaseRefused } from "@/lib/runtime/segment/release-refused";

/** Claims without a single new entry after which a run is not tried again. */
const POISON_EPOCHS = 5;
const MAX_PLACES = 5;

/** How far a claim is from the last one that wrote something. */
export type ClaimAge = { epoch: number; lastEpoch: number };
/** A claimed run whose state nobody could rebuild. `nextSeq`: of the next entry of its journal. */
export type UnopenedRun = { run: RunRef; epoch: number; nextSeq: number };

/** Claimed five times without a new entry: something kills every worker that touches it, or no worker can read it. */
export const isPoison = ({ epoch, lastEpoch }: ClaimAge): boolean => epoch - lastEpoch > POISON_EPOCHS;

export const POISON_MESSAGE = `Every worker that took this run died before it could write anything (${POISON_EPOCHS} times). It is not tried again.`;

/**
 * Dead-letters a run that no worker can open: its release or its journal is not what this version writes. What it used so
 * far cannot be read either, so its counters begin again at zero; its trace keeps what it had.
 */
export async function buryUnopened(
  { journal, clock }: { journal: Journal; clock: Clock },
  { run, epoch, nextSeq }: UnopenedRun,
  cause: unknown,
): Promise<void> {
  const at = clock.now();
  const text =
    cause instanceof ReleaseRefused
      ? `This run was not executed, and is not tried again: its release is refused. ${cause.message}`
      : `The stored program or journal of this run cannot be read. It was tried ${POISON_EPOCHS} times and is not tried again. ${messageOf(cause)}`;
  const failed = failure("internal", text);
  const event: JournalEvent = { kind: "limit-reached", at, failure: failed };
  const progress: RunProgress = {
    status: "dead-lettered",
    park: null,
    output: null,
    failure: failed,
    usage: { steps: 0, attempts: 0, toolCalls: 0, inputTokens: 0, outputTokens: 0, costMicros: 0 },
    taint: [],
    simulated: false,
    endedAt: at,
  };
  await journal.append(run, epoch, nextSeq, [event], progress);
}

/** Places and not values: what is stored is content. */
function messageOf(cause: unknown): string {
  if (!(cause instanceof ZodError)) return cause instanceof Error ? cause.message : String(cause);
  const places = cause.issues.slice(0, MAX_PLACES).map(({ path }) => path.join(".") || "the whole of it");
  return `Not understood: ${places.join(", ")}.`;
}
