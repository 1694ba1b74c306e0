import { setTimeout as sleep } from "node:timers/promises";
import { withBoundModels } from "@/lib/release/bound-models";
import { answersFor } from "@/lib/runtime/interpreter/answers-for";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import { parking } from "@/lib/runtime/interpreter/parking";
import type { PendingStep, PendingTimer, PendingWork } from "@/lib/runtime/interpreter/pending-work";
import { programGraph } from "@/lib/runtime/interpreter/program-graph";
import type { Claimed, ClaimedRun } from "@/lib/runtime/journal/journal";
import { runAttempt } from "@/lib/runtime/segment/attempt.server";
import { eventOfAttempt } from "@/lib/runtime/segment/event-of-attempt";
import { GroupCommit } from "@/lib/runtime/segment/group-commit";
import type { Lease } from "@/lib/runtime/segment/lease.server";
import { LimitReached } from "@/lib/runtime/segment/limit-reached";
import { activeEndOf, reachedLimit } from "@/lib/runtime/segment/reached-limit.server";
import { refusalOfTestOverrides } from "@/lib/runtime/segment/refusal-of-test-overrides.server";
import { RunHold } from "@/lib/runtime/segment/run-hold";
import { RunLedger } from "@/lib/runtime/segment/run-ledger.server";
import { RunningAttempts } from "@/lib/runtime/segment/running-attempts";
import type { SegmentDependencies } from "@/lib/runtime/segment/segment-dependencies";
import type { SegmentOutcome } from "@/lib/runtime/segment/segment-outcome";
import { isStructuralNode } from "@/lib/runtime/segment/structural-step.server";
import { SubRunWatch } from "@/lib/runtime/segment/sub-run-watch";
import { Timers } from "@/lib/runtime/segment/timers";

const RENEW_MS = 1_000;
const DRAIN_MS = 10_000;

/**
 * One claim of a run, from the state that its journal gives to where it ends or waits. Attempts run in parallel; every
 * result is journaled before anything follows from it. Losing the lease stops everything at once and writes nothing.
 */
export class Segment {
  readonly #attempts = new RunningAttempts();
  readonly #timers: Timers;
  readonly #commits: GroupCommit<JournalEvent>;
  #resolve: (outcome: SegmentOutcome) => void = () => {};
  #reject: (cause: unknown) => void = () => {};
  readonly #done = new Promise<SegmentOutcome>((resolve, reject) => {
    this.#resolve = resolve;
    this.#reject = reject;
  });
  #isDraining = false;
  #isOver = false;
  #isWriting = false;
  /** What was brought from outside has not been looked at, or is being looked at. */
  #inbox: "unread" | "reading" | "read" = "unread";
  /** Waits that have been seen: a signal may have come before its step began to wait. */
  #known: ReadonlySet<string> = new Set();
  readonly #subRuns: SubRunWatch;
  readonly #hold: RunHold;

  private constructor(
    private readonly deps: SegmentDependencies,
    private readonly run: ClaimedRun,
    private readonly ledger: RunLedger,
    private readonly lease: Lease,
  ) {
    this.#timers = new Timers(deps.clock);
    this.#hold = new RunHold(lease, { isOver: () => this.#isOver, renew: () => this.#renew(), fail: this.#fail });
    this.#subRuns = new SubRunWatch((stepKey) => void deps.inbox.cancelSubRun(run, stepKey).catch(this.#fail));
    this.#commits = new GroupCommit((events) => this.#write(events), this.#fail);
  }

  /** Rebuilds the state from the journal that the claim brought. `lease`: made before the claim was sent. */
  static async open(deps: SegmentDependencies, claim: Claimed, lease: Lease): Promise<Segment> {
    const { run, events, lastEpoch } = claim;
    const released = await deps.findProgram(run.tenantId, run.releaseId, run.environment);
    const program = withBoundModels(released, run.models);
    return new Segment(deps, run, new RunLedger(deps, run, programGraph(program), events, lastEpoch, lease), lease);
  }

  async execute(): Promise<SegmentOutcome> {
    const beat = setInterval(() => void this.#renew().catch(this.#fail), RENEW_MS);
    try {
      this.ledger.announce();
      void this.#begin().catch(this.#fail);
      return await this.#done;
    } finally {
      clearInterval(beat);
      this.#abortAll();
    }
  }

  /** Ends the run as cancelled; what is under way is aborted. */
  cancel(): void {
    void this.#commit({ kind: "cancel-requested", at: this.#now() });
  }

  /** Something was brought to the run. */
  nudge(): void {
    this.#inbox = "unread";
    this.#reschedule();
  }

  /** Starts nothing more; gives the run back when what is under way has finished, or after 10 s. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    const until = Date.now() + DRAIN_MS;
    while (this.#attempts.size > 0 && !this.#isOver && Date.now() < until) await sleep(20);
    if (this.#isOver) return;
    this.#finish("released");
    await this.deps.journal.release(this.run, this.run.epoch);
  }

  async #begin(): Promise<void> {
    const { ledger, run } = this;
    if (ledger.isPoison) return await ledger.bury().then(() => this.#finish("finished"));
    if (ledger.state.parked) void this.#commit({ kind: "run-woken", at: this.#now() });
    if (run.cancelRequested) return this.cancel();
    if (ledger.state.parked) return;
    const refusal = refusalOfTestOverrides(ledger.graph.program, run.environment);
    if (refusal) return void this.#commit({ kind: "limit-reached", at: this.#now(), failure: refusal });
    const start = ledger.startEvent(this.#now());
    if (start) void this.#commit(start);
    else await this.#write([]);
  }

  async #renew(): Promise<void> {
    const kept = await this.lease.kept(() => this.deps.journal.renew(this.run, this.run.epoch));
    if (this.#isOver) return;
    if (!kept) this.#finish("fenced");
    else if (kept.cancelRequested) this.cancel();
    else if (kept.nudges > this.ledger.seenNudges) this.nudge();
  }

  async #write(given: JournalEvent[]): Promise<boolean> {
    if (this.#isOver) return false;
    // What came in together with the wish to park may have changed what the run waits for.
    const mayPark = given.length === 1 && this.#attempts.size === 0 && this.#inbox === "read";
    const events = mayPark ? given : given.filter((event) => event.kind !== "run-parked");
    const over = this.ledger.apply(events);
    this.#isWriting = true;
    const isHeld = await this.ledger.save();
    this.#isWriting = false;
    const limit = events.find((event) => event.kind === "limit-reached");
    for (const key of isHeld ? over : []) this.#stop(key, limit && new LimitReached(limit.failure));
    if (isHeld) this.#subRuns.endAbandoned(this.ledger.state);
    const { status, parked } = this.ledger.state;
    if (!isHeld) this.#finish("fenced");
    else if (status !== "running") this.#finish("finished");
    else if (parked) this.#finish("parked");
    else if (await this.#hold.still()) this.#schedule();
    return !this.#isOver;
  }

  /** Looks again at what is to do, from a state that is written: a write under way does it when it is done. */
  readonly #reschedule = (): void => {
    if (!this.#isOver && !this.#isWriting && this.ledger.state.scopes.size > 0) this.#schedule();
  };

  #schedule(): void {
    const { ledger } = this;
    const nowMs = this.#now();
    if (!this.lease.isFresh) return void this.#hold.still().then(this.#reschedule, this.#fail);
    const limit = reachedLimit(ledger.limits, ledger.state, nowMs);
    if (limit) return void this.#commit({ kind: "limit-reached", at: nowMs, failure: limit });
    // A call that is under way then ends with the run's active time, however long its own timeout is.
    const activeEnd = activeEndOf(ledger.limits, ledger.state);
    if (activeEnd !== null) this.#timers.set("active-time", activeEnd, this.#reschedule);
    const work = ledger.work();
    for (const step of work.steps) this.#startAttempt(step, nowMs);
    for (const timer of work.timers) this.#startTimer(timer);
    this.#subRuns.know(work.waits);
    if (work.waits.some(({ stepKey }) => !this.#known.has(stepKey))) this.#inbox = "unread";
    this.#known = new Set(work.waits.map(({ stepKey }) => stepKey));
    if (work.waits.length === 0) this.#inbox = this.#inbox === "reading" ? "reading" : "read";
    if (this.#inbox === "unread") void this.#readInbox().catch(this.#fail);
    else if (this.#inbox === "read") this.#parkIfIdle(work, nowMs);
  }
  async #readInbox(): Promise<void> {
    this.#inbox = "reading";
    const { nudges, ...brought } = await this.deps.inbox.read(this.run);
    if (this.#isOver) return;
    this.ledger.seenNudges = Math.max(this.ledger.seenNudges, nudges);
    const { waits } = this.ledger.work();
    const answers = answersFor(waits, brought, this.ledger.state.takenSignals, this.#now());
    if (this.#inbox === "reading") this.#inbox = "read";
    for (const event of answers) void this.#commit(event);
    if (answers.length === 0) this.#reschedule();
  }

  #parkIfIdle(work: PendingWork, nowMs: number): void {
    if (this.#attempts.size > 0 || this.#isDraining || this.#commits.isWaiting) return;
    const park = parking(work, nowMs);
    if (park) void this.#commit({ kind: "run-parked", at: nowMs, ...park });
  }

  #startTimer({ stepKey, at, node, path }: PendingTimer): void {
    this.#timers.set(`timer:${stepKey}`, at, () => {
      const step = this.ledger.state.steps.get(stepKey);
      const fire = () => this.#commit({ kind: "timer-fired", at: this.#now(), nodeId: node.id, path });
      if (step?.status === "waiting" && step.wait.for === "approval")
        void this.#expire(step.wait.approvalId, fire).catch(this.#fail);
      else void fire();
    });
  }

  /** A decision of the last moment counts: the question is closed first, and only an open one runs out. */
  async #expire(approvalId: string, fire: () => Promise<void>): Promise<void> {
    if (await this.deps.inbox.expireApproval(this.run, approvalId)) void fire();
    else this.nudge();
  }

  #startAttempt(step: PendingStep, nowMs: number): void {
    const { maxParallel } = this.ledger.graph.program.limits;
    if (step.notBefore > nowMs) {
      this.#timers.set(`retry:${step.stepKey}:${step.attempt}`, step.notBefore, this.#reschedule);
      return;
    }
    if (isStructuralNode(step.node) || this.#isDraining || this.#attempts.has(step.stepKey)) return;
    if (this.#attempts.size >= maxParallel) return;
    void this.#attempt(step, this.#attempts.begin(step.stepKey)).catch(this.#fail);
  }

  async #attempt(step: PendingStep, signal: AbortSignal): Promise<void> {
    const { deps, ledger } = this;
    const outcome = await runAttempt({ deps, ledger, step, signal, commit: this.#commit, holds: this.#hold.ask });
    if (!signal.aborted) await this.#commit(eventOfAttempt(step, outcome, this.#now()));
  }

  readonly #commit = (event: JournalEvent): Promise<void> => this.#commits.add(event);
  readonly #now = (): number => this.deps.clock.now();

  #stop(stepKey: string, why?: LimitReached): void {
    this.#attempts.stop(stepKey, why);
    this.#timers.clear(`timer:${stepKey}`);
  }

  #finish(outcome: SegmentOutcome): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#commits.close();
    this.#abortAll();
    this.#resolve(outcome);
  }

  #abortAll(): void {
    this.#attempts.abortAll();
    this.#timers.clearAll();
  }

  /** A bug or a lost database: nothing is written, the lease runs out, and the next claim goes on from the journal. */
  readonly #fail = (error: unknown): void => {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#commits.close();
    this.#reject(error);
  };
}
