import type { WritePlace } from "@/lib/runtime/memory/run-memory";
import type { ThreadSummary } from "@/lib/runtime/summaries/thread-summary";
import type { RunContext } from "@/lib/runtime/worker/node-executor";

export type NewestSummary = {
  /** The newest that still has its text and ends at or before the given message; null: none. */
  summary: ThreadSummary | null;
  /** Number of the newest version, whatever became of its text; 0 for none. */
  head: number;
  /** How often in a row none could be made. */
  failures: number;
};
export type SummaryToAdd = Omit<ThreadSummary, "version"> & {
  tokens: number;
  model: string | null;
  /** The version before it, as it was seen: another one there, and nothing is written. */
  head: number;
  /** Version of the summary that it goes on from; 0 for none. */
  previous: number;
  /** The first message that it adds to the version before, and how many from there on were redacted when they were read. */
  newFromSeq: number;
  redacted: number;
};

/** Summaries of a run's thread. A thread of another harness or environment has none. */
export interface SummaryStore {
  newest(run: RunContext, toSeq: number): Promise<NewestSummary>;
  /** One version; null when it is not there or has lost its text. */
  version(run: RunContext, version: number): Promise<ThreadSummary | null>;
  /**
   * Adds the version after `head`; null when another run was faster, or when a message that it tells of was redacted since.
   */
  add(run: RunContext, place: WritePlace, summary: SummaryToAdd): Promise<ThreadSummary | null>;
  /** Counts that none could be made; the next one that is added sets the count back. */
  failed(run: RunContext): Promise<void>;
}
