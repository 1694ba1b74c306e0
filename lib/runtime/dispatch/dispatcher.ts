import type { RunRef } from "@/lib/runtime/journal/journal";

/** Executes one segment of a run: claims it, goes on from its journal, ends when the run is finished or lost. */
export type ExecuteSegment = (run: RunRef) => Promise<void>;

/**
 * Brings segments to workers: durable, shared by all of them, partitioned by tenant. It carries ids only and remembers
 * nothing about a run. Implementations: DBOS, in-process; one contract test.
 */
export interface Dispatcher {
  /** Begins to execute what is queued. */
  start(execute: ExecuteSegment): Promise<void>;
  /** Queues a segment; while one of the same run waits or executes, nothing more is queued. */
  enqueue(run: RunRef): Promise<void>;
  /** Gives up the segments of a dead worker, so that new ones can be queued. Returns how many there were. */
  reclaim(executorId: string): Promise<number>;
  /** Workers that hold segments, dead or alive. */
  executors(): Promise<string[]>;
  /** Takes nothing more and returns. Segments under way are the caller's to end. */
  stop(): Promise<void>;
}
