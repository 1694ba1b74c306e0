import { spanId } from "@/lib/observability/spans/span-id.server";
import type { SpanEnd, SpanSink, SpanStart } from "@/lib/observability/spans/span-sink";
import type { Failure } from "@/lib/platform/errors/error-class";
import type { NodeKind } from "@/lib/release/node-config";
import type { ParkedReason } from "@/lib/release/run-request";
import type { Derived } from "@/lib/runtime/interpreter/execution";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import type { PendingStep } from "@/lib/runtime/interpreter/pending-work";
import type { ProgramGraph } from "@/lib/runtime/interpreter/program-graph";
import { isSettled, type RunState, stepKeyOf } from "@/lib/runtime/interpreter/run-state";
import type { ClaimedRun } from "@/lib/runtime/journal/journal";
import { attemptSpan, runRow, type SpanPlace } from "@/lib/runtime/segment/run-report";
import type { StepResult } from "@/lib/runtime/worker/node-executor";

type Opened = Extract<JournalEvent, { kind: "map-opened" | "loop-opened" | "step-waiting" }>;
const isOpening = (event: JournalEvent): event is Opened =>
  event.kind === "map-opened" || event.kind === "loop-opened" || event.kind === "step-waiting";

const isCall = (kind: NodeKind): boolean =>
  kind === "llm" || kind === "agent" || kind === "classify" || kind === "tool" || kind === "http";

/** Tells the trace what the journal has: spans of steps that make no call of their own or wait, and the run itself. */
export class RunReporter {
  #waiting: SpanEnd[] = [];
  readonly #open = new Map<string, { span: SpanStart; attributes: Record<string, unknown> }>();

  constructor(
    private readonly sink: SpanSink,
    private readonly run: ClaimedRun,
    private readonly graph: ProgramGraph,
    private readonly state: RunState,
  ) {}

  runChanged(
    endedAt: number | null,
    status: string = this.state.status,
    parkedReason: ParkedReason | null = null,
  ): void {
    this.sink.runChanged({ ...runRow(this.run, this.graph.program.name, this.state, endedAt), status, parkedReason });
  }

  /** Sends what was held back until the journal had it. */
  flush(): void {
    for (const end of this.#waiting.splice(0)) this.sink.end(end);
  }

  span(step: SpanPlace, startedAt: number): SpanStart {
    const { runId } = this.run;
    const ids = { spanId: spanId(runId, step.stepKey, step.attempt), parentSpanId: this.#containerSpan(step.path) };
    return attemptSpan(this.run, step, ids, startedAt, this.state.simulated);
  }

  structural(step: PendingStep, at: number, result: Exclude<StepResult, { wait: unknown }>): void {
    const span = this.span(step, at);
    const shown = result.ok ? { status: "ok" as const, error: null, output: result.output } : failed(result.failure);
    this.#waiting.push({
      ...span,
      ...shown,
      endedAt: at,
      final: true,
      attributes: result.ok ? { port: result.port } : {},
    });
  }

  /** Starts the span of a map, a loop or a wait that is not over, and ends the one of a wait that is. */
  happened(event: JournalEvent): void {
    if (!("nodeId" in event)) return;
    const node = this.graph.node.get(event.nodeId);
    if (!node) return;
    const { path, at } = event;
    const stepKey = stepKeyOf(node.key, path);
    const step = this.state.steps.get(stepKey);
    if (isSettled(step)) this.#close(stepKey, at);
    // What parks after an attempt has the span of that attempt.
    else if (isOpening(event) && !(event.kind === "step-waiting" && isCall(node.kind))) {
      const attempt = step?.status === "waiting" ? step.attempt : 1;
      const span = this.span({ node, path, stepKey, attempt }, at);
      this.#open.set(stepKey, { span, attributes: attributesOf(event) });
      this.sink.start(span);
    }
  }

  /** Maps and loops, and waits that are cancelled, settle by what others do. A skipped step shows on the canvas only. */
  derived(one: Derived, at: number): void {
    this.#close(stepKeyOf(this.graph.node.get(one.nodeId)?.key ?? "", one.path), at, one);
  }

  #close(key: string, at: number, derived?: Derived): void {
    const open = this.#open.get(key);
    if (!open) return;
    this.#open.delete(key);
    const step = this.state.steps.get(key);
    const cause = derived?.failure ?? (step?.status === "failed" ? step.failure : undefined);
    const isCancelled = derived?.status === "cancelled" || step?.status === "cancelled";
    const output = step?.status === "succeeded" ? step.output : null;
    const shown = cause
      ? failed(cause)
      : { status: isCancelled ? ("cancelled" as const) : ("ok" as const), error: null, output };
    const port = step?.status === "succeeded" ? { port: step.port } : {};
    this.#waiting.push({
      ...open.span,
      ...shown,
      endedAt: at,
      final: true,
      attributes: { ...open.attributes, ...port },
    });
  }

  #containerSpan(path: string): string | null {
    const scope = this.state.scopes.get(path);
    const container = this.graph.node.get(scope?.containerId ?? "");
    return scope && container ? spanId(this.run.runId, stepKeyOf(container.key, scope.parentPath), 1) : null;
  }
}

function attributesOf(event: Opened): Record<string, unknown> {
  if (event.kind === "map-opened") return { items: event.items.length };
  return event.kind === "step-waiting" ? { wait: event.wait } : {};
}

function failed({ class: errorClass, fingerprint, message }: Failure) {
  return { status: "error" as const, error: { class: errorClass, fingerprint, message } };
}
