import type { ProgramNode } from "@/lib/release/program";
import { storedStatus } from "@/lib/runtime/failures/last-resort";
import { decide, replay } from "@/lib/runtime/interpreter/decide";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import { type PendingStep, pendingWork } from "@/lib/runtime/interpreter/pending-work";
import type { ProgramGraph } from "@/lib/runtime/interpreter/program-graph";
import { isSettled, type RunState, stepKeyOf } from "@/lib/runtime/interpreter/run-state";
import type { ClaimedRun, RunProgress } from "@/lib/runtime/journal/journal";
import { expressionScopeOf } from "@/lib/runtime/segment/expression-scope-of";
import { failure } from "@/lib/runtime/segment/failure-of.server";
import { RunReporter } from "@/lib/runtime/segment/run-reporter.server";
import type { SegmentDependencies } from "@/lib/runtime/segment/segment-dependencies";
import { inputOf, isStructuralNode, structuralStep } from "@/lib/runtime/segment/structural-step.server";

const POISON_EPOCHS = 5;

/** How a run came about, and the node that it enters by; the rest share `trigger.api`. */
const KIND_OF_TRIGGER: Record<string, ProgramNode["kind"]> = {
  chat: "trigger.chat",
  openai: "trigger.chat",
  webhook: "trigger.webhook",
  schedule: "trigger.schedule",
};

/**
 * The state of a run, the events that are not written yet, and what the trace shows of them. Structural steps settle
 * here, in the same write as what enabled them: a chain of them costs one write.
 */
export class RunLedger {
  readonly state: RunState;
  #seq: number;
  #unsaved: JournalEvent[] = [];
  readonly #reporter: RunReporter;

  constructor(
    private readonly deps: SegmentDependencies,
    readonly run: ClaimedRun,
    readonly graph: ProgramGraph,
    events: readonly JournalEvent[],
    private readonly lastEpoch: number,
  ) {
    this.state = replay(graph, events);
    this.#seq = events.length + 1;
    this.#reporter = new RunReporter(deps.sink, run, graph, this.state);
    for (const event of events) if (event.kind === "map-opened") this.#reporter.mapWasOpened(event);
  }

  /** Claimed five times without a single new entry: something kills every worker that touches it. */
  get isPoison(): boolean {
    return this.run.epoch - this.lastEpoch > POISON_EPOCHS;
  }

  announce(): void {
    this.#reporter.runChanged(null);
  }

  /** The trigger to start with, or null when the run has started before. Test runs and the API share `trigger.api`. */
  startingTrigger(): ProgramNode | null {
    if (this.state.scopes.size > 0) return null;
    const triggers = this.graph.program.nodes.filter((node) => node.kind.startsWith("trigger."));
    const { trigger, options } = this.run;
    const wanted = KIND_OF_TRIGGER[trigger] ?? "trigger.api";
    const named = triggers.find((node) => node.key === options.entry);
    return named ?? triggers.find((node) => node.kind === wanted) ?? triggers[0] ?? null;
  }

  /** Applies events and everything structural that follows. Returns the keys of steps whose attempt is over. */
  apply(events: readonly JournalEvent[]): string[] {
    const settled: string[] = [];
    for (const event of events) settled.push(...this.#add(event));
    for (let step = this.#nextStructural(); step; step = this.#nextStructural()) settled.push(...this.#settle(step));
    return settled;
  }

  /** Writes what was applied. False: fenced. */
  async save(): Promise<boolean> {
    const { journal, clock } = this.deps;
    const events = this.#unsaved.splice(0);
    const endedAt = this.state.status === "running" ? null : clock.now();
    if (events.length > 0) {
      if (!(await journal.append(this.run, this.run.epoch, this.#seq, events, this.#progress(endedAt)))) return false;
      this.#seq += events.length;
    }
    this.#reporter.flush();
    if (endedAt !== null) this.#reporter.runChanged(endedAt, this.#status);
    return true;
  }

  /** Dead-letters a poison run. */
  async bury(): Promise<void> {
    const { journal, clock } = this.deps;
    const endedAt = clock.now();
    const cause = failure(
      "internal",
      `Every worker that took this run died before it could write anything (${POISON_EPOCHS} times). It is not tried again.`,
    );
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
    const { output, failure: cause, usage, taint, simulated } = this.state;
    return { status: this.#status, park: null, output, failure: cause, usage, taint: [...taint], simulated, endedAt };
  }

  get #status() {
    return storedStatus(this.run, this.graph.program, this.state);
  }

  #add(event: JournalEvent): string[] {
    if (this.state.status !== "running" || this.#isLate(event)) return [];
    const derived = decide(this.graph, this.state, event);
    this.#unsaved.push(event);
    for (const one of derived) this.#reporter.derived(one, event.at);
    const own = "nodeId" in event && event.kind !== "call-finished" ? [this.#stepKey(event.nodeId, event.path)] : [];
    return [...own, ...derived.map((one) => this.#stepKey(one.nodeId, one.path))];
  }

  /** The step settled while the event was under way; what a call cost still counts. */
  #isLate(event: JournalEvent): boolean {
    if (!("nodeId" in event) || event.kind === "call-finished") return false;
    return isSettled(this.state.steps.get(this.#stepKey(event.nodeId, event.path)));
  }

  #stepKey(nodeId: string, path: string): string {
    return stepKeyOf(this.graph.node.get(nodeId)?.key ?? "", path);
  }

  #nextStructural(): PendingStep | undefined {
    return pendingWork(this.graph, this.state).steps.find((step) => isStructuralNode(step.node));
  }

  #settle(step: PendingStep): string[] {
    const { node, path } = step;
    const at = this.deps.clock.now();
    const scope = this.expressionScope(path);
    const result = structuralStep({ graph: this.graph, state: this.state, node, path, scope });
    if (result.ok && "items" in result) {
      const opened = { kind: "map-opened" as const, at, nodeId: node.id, path, items: result.items };
      this.#reporter.mapWasOpened(opened);
      return this.#add(opened);
    }
    this.#reporter.structural(step, at, result);
    return this.#add(
      result.ok
        ? {
            kind: "step-succeeded",
            at,
            nodeId: node.id,
            path,
            output: result.output,
            port: result.port,
            ...(result.writes && { writes: result.writes }),
          }
        : { kind: "step-failed", at, nodeId: node.id, path, failure: result.failure },
    );
  }
}
