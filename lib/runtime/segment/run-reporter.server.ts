import { spanId } from "@/lib/observability/spans/span-id.server";
import type { SpanEnd, SpanSink, SpanStart } from "@/lib/observability/spans/span-sink";
import type { Failure } from "@/lib/platform/errors/error-class";
import type { Derived } from "@/lib/runtime/interpreter/execution";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import type { PendingStep } from "@/lib/runtime/interpreter/pending-work";
import type { ProgramGraph } from "@/lib/runtime/interpreter/program-graph";
import { type RunState, stepKeyOf } from "@/lib/runtime/interpreter/run-state";
import type { ClaimedRun } from "@/lib/runtime/journal/journal";
import { attemptSpan, runRow, type SpanPlace } from "@/lib/runtime/segment/run-report";
import type { StructuralResult } from "@/lib/runtime/segment/structural-step.server";

type MapOpened = Extract<JournalEvent, { kind: "map-opened" }>;

/** Tells the trace what the journal has: spans of steps that make no call of their own, and the run itself. */
export class RunReporter {
  #waiting: SpanEnd[] = [];
  readonly #openMaps = new Map<string, { span: SpanStart; items: number }>();

  constructor(
    private readonly sink: SpanSink,
    private readonly run: ClaimedRun,
    private readonly graph: ProgramGraph,
    private readonly state: RunState,
  ) {}

  runChanged(endedAt: number | null, status: string = this.state.status): void {
    this.sink.runChanged({ ...runRow(this.run, this.graph.program.name, this.state, endedAt), status });
  }

  /** Sends what was held back until the journal had it. */
  flush(): void {
    for (const end of this.#waiting.splice(0)) this.sink.end(end);
  }

  span(step: SpanPlace, startedAt: number): SpanStart {
    const { runId } = this.run;
    const ids = { spanId: spanId(runId, step.stepKey, step.attempt), parentSpanId: this.#mapSpanAround(step.path) };
    return attemptSpan(this.run, step, ids, startedAt, this.state.simulated);
  }

  structural(step: PendingStep, at: number, result: Exclude<StructuralResult, { items: unknown }>): void {
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

  mapWasOpened({ nodeId, path, at, items }: MapOpened): void {
    const node = this.graph.node.get(nodeId);
    if (!node) return;
    const stepKey = stepKeyOf(node.key, path);
    const span = this.span({ node, path, stepKey, attempt: 1 }, at);
    this.#openMaps.set(stepKey, { span, items: items.length });
    this.sink.start(span);
  }

  /** Only maps have a span that is open while others settle; a skipped step shows on the canvas, not as a span. */
  derived(one: Derived, at: number): void {
    const key = stepKeyOf(this.graph.node.get(one.nodeId)?.key ?? "", one.path);
    const open = this.#openMaps.get(key);
    if (!open) return;
    this.#openMaps.delete(key);
    const step = this.state.steps.get(key);
    const output = step?.status === "succeeded" ? step.output : null;
    const shown =
      one.status === "failed" && one.failure
        ? failed(one.failure)
        : { status: one.status === "cancelled" ? ("cancelled" as const) : ("ok" as const), error: null, output };
    this.#waiting.push({ ...open.span, ...shown, endedAt: at, final: true, attributes: { items: open.items } });
  }

  #mapSpanAround(path: string): string | null {
    const scope = this.state.scopes.get(path);
    const map = this.graph.node.get(scope?.mapId ?? "");
    return scope && map ? spanId(this.run.runId, stepKeyOf(map.key, scope.parentPath), 1) : null;
  }
}

function failed({ class: errorClass, fingerprint, message }: Failure) {
  return { status: "error" as const, error: { class: errorClass, fingerprint, message } };
}
