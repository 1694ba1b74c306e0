import { cleanValue } from "@/lib/observability/spans/clean-text";
import type { Limits, ProgramNode } from "@/lib/release/program";
import { storedStatus } from "@/lib/runtime/failures/last-resort";
import { decide, replay } from "@/lib/runtime/interpreter/decide";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import {
  type PendingStep,
  type PendingTurn,
  type PendingWork,
  pendingWork,
} from "@/lib/runtime/interpreter/pending-work";
import type { ProgramGraph } from "@/lib/runtime/interpreter/program-graph";
import { isSettled, type RunState, stepKeyOf } from "@/lib/runtime/interpreter/run-state";
import { endOfWait } from "@/lib/runtime/interpreter/wait";
import type { ClaimedRun, RunProgress } from "@/lib/runtime/journal/journal";
import { expressionScopeOf } from "@/lib/runtime/segment/expression-scope-of";
import { failure } from "@/lib/runtime/segment/failure-of.server";
import type { Lease } from "@/lib/runtime/segment/lease.server";
import { isPoison, POISON_MESSAGE } from "@/lib/runtime/segment/poison-run.server";
import { runLimits } from "@/lib/runtime/segment/run-limits";
import { RunReporter } from "@/lib/runtime/segment/run-reporter.server";
import type { SegmentDependencies } from "@/lib/runtime/segment/segment-dependencies";
import { startingTrigger } from "@/lib/runtime/segment/starting-trigger";
import { inputOf, isStructuralNode, loopIsDone, structuralStep } from "@/lib/runtime/segment/structural-step.server";

/**
 * The state of a run, the events that are not written yet, and what the trace shows of them. Structural steps settle
 * here, in the same write as what enabled them: a chain of them costs one write.
 */
export class RunLedger {
  readonly state: RunState;
  /** How many of the things that were brought to the run have been looked at. */
  seenNudges: number;
  #seq: number;
  #unsaved: JournalEvent[] = [];
  readonly #reporter: RunReporter;

  constructor(
    private readonly deps: SegmentDependencies,
    readonly run: ClaimedRun,
    readonly graph: ProgramGraph,
    events: readonly JournalEvent[],
    private readonly lastEpoch: number,
    private readonly lease: Lease,
  ) {
    this.state = replay(graph, events);
    this.seenNudges = run.nudges;
    this.#seq = events.length + 1;
    this.#reporter = new RunReporter(deps.sink, run, graph, this.state);
    for (const event of events) this.#reporter.happened(event);
  }

  get isPoison(): boolean {
    return isPoison({ epoch: this.run.epoch, lastEpoch: this.lastEpoch });
  }

  /** What the run may use. */
  get limits(): Limits {
    return runLimits(this.graph.program.limits, { own: this.run.limits, raised: this.state.raised });
  }

  announce(): void {
    this.#reporter.runChanged(null);
  }

  /** What starts the run, or null when it has started before or has no trigger. A sub-run takes over its parent's taint. */
  startEvent(at: number): JournalEvent | null {
    const { input, taint } = this.run;
    const node = this.state.scopes.size > 0 ? null : startingTrigger(this.graph.program, this.run);
    return node && { kind: "run-started", at, input, triggerId: node.id, ...(taint.length > 0 && { taint }) };
  }

  work(): PendingWork {
    return pendingWork(this.graph, this.state);
  }

  /** Applies events and everything structural that follows. Returns the keys of steps whose attempt is over. */
  apply(events: readonly JournalEvent[]): string[] {
    const settled: string[] = [];
    for (const event of events) settled.push(...this.#add(event));
    for (let next = this.#nextStructural(); next; next = this.#nextStructural())
      settled.push(...("round" in next ? this.#turn(next) : this.#settle(next)));
    return settled;
  }

  /** Writes what was applied. False: fenced. */
  async save(): Promise<boolean> {
    const { journal, clock } = this.deps;
    const { status, parked } = this.state;
    const events = this.#unsaved.splice(0);
    const endedAt = status === "running" ? null : clock.now();
    if (events.length > 0) {
      const progress = this.#progress(endedAt);
      const append = () => journal.append(this.run, this.run.epoch, this.#seq, events, progress);
      if (!(await this.lease.kept(append))) return false;
      this.#seq += events.length;
    }
    this.#reporter.flush();
    if (endedAt !== null) this.#reporter.runChanged(endedAt, this.#status);
    else if (parked) this.#reporter.runChanged(null, "parked", parked.reason);
    return true;
  }

  /** Dead-letters a poison run. */
  async bury(): Promise<void> {
    const { journal, clock } = this.deps;
    const endedAt = clock.now();
    const cause = failure("internal", POISON_MESSAGE);
    const event: JournalEvent = { kind: "limit-reached", at: endedAt, failure: cause };
    this.#add(event);
    await journal.append(this.run, this.run.epoch, this.#seq, this.#unsaved.splice(0), {
      ...this.#progress(endedAt),
      status: "dead-lettered",
    });
    this.#reporter.runChanged(endedAt, "dead-lettered");
  }

  expressionScope(path: string) {
    return expressionScopeOf(this.graph, this.state, path, this.run);
  }

  input(node: ProgramNode, path: string) {
    return inputOf(this.graph, node, this.expressionScope(path));
  }

  /** The span of one attempt that calls something. */
  span(step: PendingStep, startedAt: number) {
    return this.#reporter.span(step, startedAt);
  }

  #progress(endedAt: number | null): RunProgress {
    const { status, output, failure: cause, usage, taint, simulated, parked } = this.state;
    const shown = { output, failure: cause, usage, taint: [...taint], simulated, endedAt };
    if (status !== "running" || !parked) return { status: this.#status, park: null, ...shown };
    const { reason, wakeAt } = parked;
    return { status: "parked", park: { reason, wakeAt, seenNudges: this.seenNudges }, ...shown };
  }

  get #status() {
    return storedStatus(this.run, this.graph.program, this.state);
  }

  /** What is told to the run is what the journal can hold, so that a run that is taken up again goes the same way. */
  #add(given: JournalEvent): string[] {
    const event = cleanValue(given);
    if (this.state.status !== "running" || this.#isLate(event)) return [];
    const derived = decide(this.graph, this.state, event);
    this.#unsaved.push(event);
    for (const one of derived) this.#reporter.derived(one, event.at);
    this.#reporter.happened(event);
    const own = "nodeId" in event && event.kind !== "call-finished" ? [this.#stepKey(event.nodeId, event.path)] : [];
    return [...own, ...derived.map((one) => this.#stepKey(one.nodeId, one.path))];
  }

  /** The step settled, or does not wait any more, while the event was under way; what a call cost still counts. */
  #isLate(event: JournalEvent): boolean {
    if (!("nodeId" in event) || event.kind === "call-finished") return false;
    const step = this.state.steps.get(this.#stepKey(event.nodeId, event.path));
    if (event.kind !== "timer-fired" || step === undefined) return isSettled(step);
    // The timer of a join has no step yet. One of a wait may be set twice, and must not end what came after the wait.
    return step.status !== "waiting" || (endOfWait(step.wait) ?? Number.POSITIVE_INFINITY) > event.at;
  }

  #stepKey(nodeId: string, path: string): string {
    return stepKeyOf(this.graph.node.get(nodeId)?.key ?? "", path);
  }

  #nextStructural(): PendingStep | PendingTurn | undefined {
    const { steps, turns } = this.work();
    return turns[0] ?? steps.find((step) => isStructuralNode(step.node) && step.notBefore <= this.deps.clock.now());
  }

  #turn({ node, path, round }: PendingTurn): string[] {
    const at = this.deps.clock.now();
    const asked = loopIsDone(node, this.expressionScope(round));
    if (!asked.ok) return this.#add({ kind: "step-failed", at, nodeId: node.id, path, failure: asked.failure });
    return this.#add({ kind: "loop-turned", at, nodeId: node.id, path, done: asked.done });
  }

  #settle(step: PendingStep): string[] {
    const { node, path } = step;
    const at = this.deps.clock.now();
    const place = { at, nodeId: node.id, path };
    const scope = this.expressionScope(path);
    const result = structuralStep({ graph: this.graph, state: this.state, node, path, scope, nowMs: at });
    if (result.ok && "items" in result) return this.#add({ kind: "map-opened", ...place, items: result.items });
    if (result.ok && "carry" in result) return this.#add({ kind: "loop-opened", ...place, carry: result.carry });
    if (result.ok && "wait" in result) return this.#add({ kind: "step-waiting", ...place, wait: result.wait });
    this.#reporter.structural(step, at, result);
    if (!result.ok) return this.#add({ kind: "step-failed", ...place, failure: result.failure });
    const { output, port, writes } = result;
    return this.#add({ kind: "step-succeeded", ...place, output, port, ...(writes && { writes }) });
  }
}
