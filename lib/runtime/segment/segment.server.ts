import { setTimeout as sleep } from "node:timers/promises";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import { type PendingStep, pendingWork } from "@/lib/runtime/interpreter/pending-work";
import { programGraph } from "@/lib/runtime/interpreter/program-graph";
import type { Claim, ClaimedRun } from "@/lib/runtime/journal/journal";
import { runAttempt } from "@/lib/runtime/segment/attempt.server";
import { GroupCommit } from "@/lib/runtime/segment/group-commit";
import { reachedLimit } from "@/lib/runtime/segment/reached-limit.server";
import { refusalOfGivenOutputs } from "@/lib/runtime/segment/refusal-of-given-outputs.server";
import { RunLedger } from "@/lib/runtime/segment/run-ledger.server";
import type { SegmentDependencies } from "@/lib/runtime/segment/segment-dependencies";
import { isStructuralNode } from "@/lib/runtime/segment/structural-step.server";

const RENEW_MS = 1_000;
const DRAIN_MS = 10_000;

/** How a segment ended: the run is finished, another worker has it, or it was given back. */
export type SegmentOutcome = "finished" | "fenced" | "released";

/**
 * One claim of a run, from the state that its journal gives to its end. Attempts run in parallel; every result is
 * journaled before anything follows from it. Losing the lease stops everything at once and writes nothing.
 */
export class Segment {
  readonly #attempts = new Map<string, AbortController>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #commits: GroupCommit<JournalEvent>;
  #resolve: (outcome: SegmentOutcome) => void = () => {};
  #reject: (cause: unknown) => void = () => {};
  readonly #done = new Promise<SegmentOutcome>((resolve, reject) => {
    this.#resolve = resolve;
    this.#reject = reject;
  });
  #isDraining = false;
  #isOver = false;

  private constructor(
    private readonly deps: SegmentDependencies,
    private readonly run: ClaimedRun,
    private readonly ledger: RunLedger,
  ) {
    this.#commits = new GroupCommit((events) => this.#write(events), this.#fail);
  }

  /** Rebuilds the state from the journal that the claim brought. */
  static async open(deps: SegmentDependencies, claim: Extract<Claim, { kind: "claimed" }>): Promise<Segment> {
    const { run, events, lastEpoch } = claim;
    const program = await deps.findProgram(run.tenantId, run.releaseId);
    return new Segment(deps, run, new RunLedger(deps, run, programGraph(program), events, lastEpoch));
  }

  async execute(): Promise<SegmentOutcome> {
    const beat = setInterval(() => void this.#renew().catch(this.#fail), RENEW_MS);
    try {
      this.ledger.announce();
      await this.#begin();
      return await this.#done;
    } finally {
      clearInterval(beat);
      this.#abortAll();
    }
  }

  /** Ends the run as cancelled; what is under way is aborted. */
  cancel(): void {
    void this.#commits.add({ kind: "cancel-requested", at: this.deps.clock.now() });
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
    const { ledger, run, deps } = this;
    if (ledger.isPoison) await ledger.bury();
    if (ledger.isPoison) return this.#finish("finished");
    if (run.cancelRequested) return this.cancel();
    const refusal = refusalOfGivenOutputs(ledger.graph.program, run.environment);
    if (refusal) return void this.#commits.add({ kind: "limit-reached", at: deps.clock.now(), failure: refusal });
    const trigger = ledger.startingTrigger();
    if (trigger)
      await this.#commits.add({ kind: "run-started", at: deps.clock.now(), input: run.input, triggerId: trigger.id });
    else await this.#advance();
  }

  async #renew(): Promise<void> {
    const lease = await this.deps.journal.renew(this.run, this.run.epoch);
    if (this.#isOver) return;
    if (!lease) this.#finish("fenced");
    else if (lease.cancelRequested) this.cancel();
  }

  async #write(events: JournalEvent[]): Promise<boolean> {
    if (this.#isOver) return false;
    const over = this.ledger.apply(events);
    if (!(await this.ledger.save())) {
      this.#finish("fenced");
      return false;
    }
    for (const key of over) this.#stop(key);
    if (this.ledger.state.status === "running") this.#schedule();
    else this.#finish("finished");
    return true;
  }

  /** Goes on from a state that was read: structural steps first, then attempts and timers. */
  async #advance(): Promise<void> {
    await this.#write([]);
  }

  #schedule(): void {
    const limit = reachedLimit(this.ledger.graph.program.limits, this.ledger.state, this.deps.clock.now());
    if (limit) {
      void this.#commits.add({ kind: "limit-reached", at: this.deps.clock.now(), failure: limit });
      return;
    }
    const work = pendingWork(this.ledger.graph, this.ledger.state);
    for (const step of work.steps) this.#startAttempt(step);
    for (const timer of work.timers)
      this.#startTimer(`timer:${timer.stepKey}`, timer.at, () => ({
        kind: "timer-fired",
        at: this.deps.clock.now(),
        nodeId: timer.node.id,
        path: timer.path,
      }));
  }

  #startTimer(key: string, at: number, event: () => JournalEvent): void {
    if (this.#timers.has(key)) return;
    const delay = Math.max(0, at - this.deps.clock.now()) / (this.deps.clock.rate ?? 1);
    this.#timers.set(
      key,
      setTimeout(() => void this.#commits.add(event()), delay),
    );
  }

  #startAttempt(step: PendingStep): void {
    const { maxParallel } = this.ledger.graph.program.limits;
    if (isStructuralNode(step.node) || this.#isDraining || this.#attempts.has(step.stepKey)) return;
    if (this.#attempts.size >= maxParallel) return;
    const controller = new AbortController();
    this.#attempts.set(step.stepKey, controller);
    void this.#attempt(step, controller).catch(this.#fail);
  }

  async #attempt(step: PendingStep, controller: AbortController): Promise<void> {
    const { deps, ledger } = this;
    const { signal } = controller;
    const delay = step.notBefore - deps.clock.now();
    if (delay > 0) await sleep(delay / (deps.clock.rate ?? 1), undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    const { result, next } = await runAttempt({ deps, ledger, step, signal, commit: this.#commit });
    if (signal.aborted) return;
    const { node, path, attempt } = step;
    const place = { at: deps.clock.now(), nodeId: node.id, path };
    if (result.ok) {
      const { output, port, writes } = result;
      await this.#commit({ kind: "step-succeeded", ...place, output, port, ...(writes && { writes }) });
    } else if (next?.kind === "retry") {
      const retryAt = place.at + next.delayMs;
      await this.#commit({ kind: "attempt-failed", ...place, attempt, failure: result.failure, retryAt });
    } else await this.#commit({ kind: "step-failed", ...place, failure: result.failure });
  }

  readonly #commit = (event: JournalEvent): Promise<void> => this.#commits.add(event);

  #stop(stepKey: string): void {
    this.#attempts.get(stepKey)?.abort();
    this.#attempts.delete(stepKey);
    clearTimeout(this.#timers.get(`timer:${stepKey}`));
  }

  #finish(outcome: SegmentOutcome): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#commits.close();
    this.#abortAll();
    this.#resolve(outcome);
  }

  #abortAll(): void {
    for (const controller of this.#attempts.values()) controller.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  /** A bug or a lost database: nothing is written, the lease runs out, and the next claim goes on from the journal. */
  readonly #fail = (error: unknown): void => {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#commits.close();
    this.#reject(error);
  };
}
