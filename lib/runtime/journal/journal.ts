import type { Failure } from "@/lib/platform/errors/error-class";
import type { ProjectId, TenantId } from "@/lib/platform/ids/branded-id";
import type { BoundModels } from "@/lib/release/bound-models";
import type { Json } from "@/lib/release/json-schema";
import type { Environment, ParkedReason, RunLimits, RunOptions } from "@/lib/release/run-request";
import type { RunStatus } from "@/lib/release/run-status";
import type { Variables } from "@/lib/release/variables";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import type { RunState, Taint } from "@/lib/runtime/interpreter/run-state";

export type RunRef = { tenantId: TenantId; runId: string };

/** A run that this worker owns until another one claims it with a higher epoch. Times in ms. */
export type ClaimedRun = RunRef & {
  epoch: number;
  harnessId: string;
  harnessSlug: string;
  releaseId: string;
  releaseNumber: number | null;
  projectId: ProjectId;
  environment: Environment;
  trigger: string;
  threadId: string | null;
  endUser: string | null;
  startedBy: string;
  options: RunOptions;
  /** What the variables that the release reads were when the run was started. */
  vars: Variables;
  /** What its environment had in place of the release's models when the run was started. */
  models: BoundModels;
  input: Json;
  lastSeq: number;
  /** How many things had been brought to the run from outside when it was claimed. */
  nudges: number;
  /** The run and the step whose sub-run this is. `depth` counts the runs above. */
  parent: { runId: string; stepKey: string } | null;
  depth: number;
  /** What a sub-run starts with, and what it may use at most. */
  taint: Taint[];
  limits: RunLimits | null;
  queuedAt: number;
  startedAt: number;
  cancelRequested: boolean;
};

/** `gone`: finished or not there. `held`: a live worker has it. `parked`: not due. `limit`: its tenant runs enough already. `format`: newer than this worker. */
export type Refusal = "gone" | "held" | "parked" | "limit" | "format";

/** What a claim gives: the run with its journal so far (`lastEpoch` wrote the last entry, 0 when there is none), or why not. */
export type Claimed = { kind: "claimed"; run: ClaimedRun; events: JournalEvent[]; lastEpoch: number };
/** A claimed run of which the row or an entry is not understood. */
export type Unreadable = { kind: "unreadable"; epoch: number; lastEpoch: number; nextSeq: number; cause: Error };
export type Claim = Claimed | Unreadable | { kind: "refused"; why: Refusal };

/** `nowMs`: by the clock of the worker, which says whether a parked run is due. `formats`: of programs that it can execute. */
export type Claimant = { workerId: string; nowMs: number; formats: readonly string[] };

/** What the run row shows after an append. `endedAt` is set with a terminal status. */
export type RunProgress = {
  status: Exclude<RunStatus, "queued">;
  /**
   * Set with the status `parked`: what the run waits for, and when it goes on by itself (null = when something wakes it).
   * A run to which something was brought after `seenNudges` is queued instead.
   */
  park: { reason: ParkedReason; wakeAt: number | null; seenNudges: number } | null;
  output: Json;
  failure: Failure | null;
  usage: RunState["usage"];
  taint: string[];
  simulated: boolean;
  endedAt: number | null;
};

/**
 * The memory of runs: an append-only list of events for each run, written only by the worker that holds the run's newest
 * epoch. Implementations: Postgres, memory; one contract test.
 */
export interface Journal {
  /**
   * Takes a queued run, or a parked one whose time has come, within the limits of its tenant; or a running one whose lease
   * has passed.
   */
  claim(run: RunRef, claimant: Claimant): Promise<Claim>;
  /** Keeps the lease. Null: fenced, another worker has the run or it is finished. */
  renew(run: RunRef, epoch: number): Promise<{ cancelRequested: boolean; nudges: number } | null>;
  /** Gives an unfinished run back: the next claim need not wait for the lease to pass. */
  release(run: RunRef, epoch: number): Promise<void>;
  /** All events in order, with the epoch that wrote the last of them (0 when there is none). */
  read(run: RunRef): Promise<{ events: JournalEvent[]; lastEpoch: number }>;
  /**
   * Appends from `firstSeq` on, all or nothing; a terminal status is in the same transaction. The other fields of the run
   * row may be up to a second behind while the run goes on. False: fenced, nothing was written.
   */
  append(
    run: RunRef,
    epoch: number,
    firstSeq: number,
    events: readonly JournalEvent[],
    progress: RunProgress,
  ): Promise<boolean>;
}

/** How long a claim lasts without renewal; a worker renews every second. */
export const LEASE_MS = 5_000;
