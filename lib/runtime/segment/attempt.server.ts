import { spanId } from "@/lib/observability/spans/span-id.server";
import type { SpanEnd, SpanStart } from "@/lib/observability/spans/span-sink";
import type { ErrorClass, Failure } from "@/lib/platform/errors/error-class";
import { ExpressionError } from "@/lib/release/expressions/expression-error";
import type { Json } from "@/lib/release/json-schema";
import type { NodeKind } from "@/lib/release/node-config";
import { decideFailure, type FailureDecision } from "@/lib/runtime/failures/decide-failure";
import { lastResortOf } from "@/lib/runtime/failures/last-resort";
import type { JournalEvent } from "@/lib/runtime/interpreter/journal-event";
import type { PendingStep } from "@/lib/runtime/interpreter/pending-work";
import { hasErrorPort } from "@/lib/runtime/interpreter/program-graph";
import { failure } from "@/lib/runtime/segment/failure-of.server";
import type { RunLedger } from "@/lib/runtime/segment/run-ledger.server";
import type { CallKind, SegmentDependencies } from "@/lib/runtime/segment/segment-dependencies";
import type { NodeExecutor, RunContext, StepContext, StepResult } from "@/lib/runtime/worker/node-executor";

export type Attempt = {
  deps: SegmentDependencies;
  ledger: RunLedger;
  step: PendingStep;
  /** Aborts when the step is cancelled or the lease is lost. */
  signal: AbortSignal;
  commit: (event: JournalEvent) => Promise<void>;
};

const SANDBOX_WAIT_MS = 15_000;

/** `next`: what follows from a failure; null after a success. */
export type AttemptOutcome = { result: StepResult; next: FailureDecision | null };

/** Executes one attempt of one step that calls something, within its timeout, as one span; decides about a retry. */
export async function runAttempt(attempt: Attempt): Promise<AttemptOutcome> {
  const { deps, ledger, step, signal } = attempt;
  const span = ledger.span(step, deps.clock.now());
  deps.sink.start(span);
  const extra: Partial<SpanEnd> = {};
  const timeout = AbortSignal.timeout(attemptMs(step));
  const within = AbortSignal.any([signal, timeout]);
  let input: Record<string, Json> | null = null;
  let result: StepResult;
  try {
    input = ledger.input(step.node, step.path);
    const context = stepContext(attempt, span, input, within, extra);
    result = await untilAborted(executorOf(deps, step.node.kind)(context), within);
  } catch (error) {
    result = { ok: false, failure: failureOfThrown(error, step, timeout.aborted) };
  }
  if (timeout.aborted && !result.ok && result.failure.class === "cancelled")
    result = { ok: false, failure: timedOut(step) };
  const isCancelled = signal.aborted;
  const next = result.ok ? null : decisionAbout(attempt, result.failure);
  deps.sink.end({
    ...span,
    simulated: span.simulated || ledger.state.simulated,
    input,
    ...extra,
    ...(result.ok
      ? { status: "ok" as const, error: null, output: result.output }
      : { status: isCancelled ? ("cancelled" as const) : ("error" as const), error: spanError(result.failure) }),
    attributes: { ...extra.attributes, ...(result.ok ? { port: result.port } : {}) },
    endedAt: deps.clock.now(),
    final: isCancelled || next?.kind !== "retry",
  });
  return { result, next };
}

/** Other models were tried inside the attempt; what is left is to repeat the step, or not. */
function decisionAbout({ deps, ledger, step }: Attempt, failed: Failure): FailureDecision {
  const { node, path, attempt, since } = step;
  return decideFailure({
    failure: failed,
    node,
    attempt,
    elapsedMs: Math.max(0, deps.clock.now() - since),
    random: deps.random(),
    nextModel: null,
    hasErrorPort: hasErrorPort(ledger.graph, node.id),
    isInMap: (ledger.state.scopes.get(path)?.mapId ?? null) !== null,
    lastResort: lastResortOf(ledger.run),
  });
}

const CALL_KINDS: ReadonlySet<string> = new Set<CallKind>(["llm", "agent", "classify", "tool", "http", "code"]);
const isCallKind = (kind: NodeKind): kind is CallKind => CALL_KINDS.has(kind);

function executorOf(deps: SegmentDependencies, kind: NodeKind): NodeExecutor {
  if (!isCallKind(kind)) throw new Error(`No executor for ${kind}.`);
  return deps.executors[kind];
}

const spanError = ({ class: errorClass, fingerprint, message }: Failure) => ({
  class: errorClass,
  fingerprint,
  message,
});

/** Does not wait for an executor that ignores its signal. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

/** The timeout of code is its time on a processor; it may wait for a process of the sandbox before that. */
const attemptMs = ({ node }: PendingStep): number =>
  node.policy.timeoutMs + (node.kind === "code" ? SANDBOX_WAIT_MS : 0);

const isModelKind = (kind: NodeKind) => kind === "llm" || kind === "agent" || kind === "classify";

function timedOut({ node }: PendingStep): Failure {
  const isModel = isModelKind(node.kind);
  const errorClass: ErrorClass = isModel ? "provider_timeout" : "tool_timeout";
  const message = `No answer within ${node.policy.timeoutMs} ms, the timeout of "${node.label}".`;
  // What was under way may have reached its target.
  const isOpen = !isModel && node.sideEffect === "unsafe";
  return { ...failure(errorClass, message, node.key), ...(isOpen && { effect: "unknown" as const }) };
}

function failureOfThrown(error: unknown, step: PendingStep, isTimeout: boolean): Failure {
  if (isTimeout) return timedOut(step);
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ExpressionError) return failure("internal", message, step.node.key);
  return failure("internal", `Something failed on our side: ${message}`, step.node.key);
}

function stepContext(
  { deps, ledger, step, commit }: Attempt,
  span: SpanStart,
  input: Record<string, Json>,
  signal: AbortSignal,
  extra: Partial<SpanEnd>,
): StepContext {
  const { node, path, stepKey, attempt } = step;
  const { state } = ledger;
  return {
    run: runContext(ledger),
    node,
    stepKey,
    iterationPath: path,
    attempt,
    spanId: span.spanId,
    input,
    scope: ledger.expressionScope(path),
    get usage() {
      return { ...state.usage };
    },
    get taint() {
      return { untrustedInput: state.taint.has("untrustedInput"), readSensitive: state.taint.has("readSensitive") };
    },
    signal,
    clock: deps.clock,
    sink: deps.sink,
    startSpan(child) {
      const { ordinal, ...named } = child;
      const start: SpanStart = {
        ...span,
        ...named,
        spanId: spanId(span.traceId, stepKey, attempt, ordinal),
        parentSpanId: span.spanId,
        startedAt: deps.clock.now(),
      };
      deps.sink.start(start);
      return (end) => deps.sink.end({ ...start, error: null, final: true, ...end, endedAt: deps.clock.now() });
    },
    async call(name, perform) {
      const known = state.calls.get(`${stepKey}/${name}`);
      if (known !== undefined) return known;
      const { value, usage } = await perform();
      const at = deps.clock.now();
      const isTool = name.startsWith("tool:");
      await commit({
        kind: "call-finished",
        at,
        nodeId: node.id,
        path,
        name,
        value,
        tool: isTool,
        ...(usage && { usage }),
      });
      return value;
    },
    setTaint: (taint) => void commit({ kind: "taint-set", at: deps.clock.now(), taint }),
    annotate: (fields) => {
      Object.assign(extra, fields, { attributes: { ...extra.attributes, ...fields.attributes } });
    },
  };
}

function runContext({ run, graph }: RunLedger): RunContext {
  const { tenantId, runId, projectId, harnessId, harnessSlug, releaseId, releaseNumber } = run;
  const { environment, trigger, threadId, endUser, startedBy, options } = run;
  return {
    tenantId,
    runId,
    projectId,
    harnessId,
    harnessSlug,
    releaseId,
    releaseNumber,
    environment,
    trigger,
    threadId,
    endUser,
    startedBy,
    options,
    program: graph.program,
  };
}
