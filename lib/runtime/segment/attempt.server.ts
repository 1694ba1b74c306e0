import type { SpanEnd } from "@/lib/observability/spans/span-sink";
import type { ErrorClass, Failure } from "@/lib/platform/errors/error-class";
import { ExpressionError } from "@/lib/release/expressions/expression-error";
import type { Json } from "@/lib/release/json-schema";
import type { NodeKind } from "@/lib/release/node-config";
import { decideFailure, type FailureDecision } from "@/lib/runtime/failures/decide-failure";
import { lastResortOf } from "@/lib/runtime/failures/last-resort";
import type { PendingStep } from "@/lib/runtime/interpreter/pending-work";
import { hasErrorPort } from "@/lib/runtime/interpreter/program-graph";
import type { Attempt } from "@/lib/runtime/segment/attempt-context";
import { failure } from "@/lib/runtime/segment/failure-of.server";
import { LimitReached } from "@/lib/runtime/segment/limit-reached";
import type { CallKind, SegmentDependencies } from "@/lib/runtime/segment/segment-dependencies";
import { stepContext } from "@/lib/runtime/segment/step-context.server";
import { LostLease } from "@/lib/runtime/worker/lost-lease";
import type { NodeExecutor, StepContext, StepResult } from "@/lib/runtime/worker/node-executor";

const SANDBOX_WAIT_MS = 15_000;

/** `next`: what follows from a failure; null after a success. */
export type AttemptOutcome = { result: StepResult; next: FailureDecision | null };

/** Executes one attempt of one step that calls something, within its timeout, as one span; decides about a retry. */
export async function runAttempt(attempt: Attempt): Promise<AttemptOutcome> {
  const { deps, ledger, step, signal } = attempt;
  const span = ledger.span(step, deps.clock.now());
  // A step that will wait is shown from the moment it waits: the wait is journaled, this attempt is not.
  if (!canWait(step.node.kind)) deps.sink.start(span);
  const extra: Partial<SpanEnd> = {};
  const timeout = AbortSignal.timeout(attemptMs(step));
  const within = AbortSignal.any([signal, timeout]);
  let input: Record<string, Json> | null = null;
  let result: StepResult;
  try {
    input = ledger.input(step.node, step.path);
    const context = stepContext(attempt, span, input, within, extra);
    result = await untilAborted(begin(attempt, context), within);
  } catch (error) {
    result = { ok: false, failure: failureOfThrown(error, step, timeout.aborted && !signal.aborted) };
  }
  if (timeout.aborted && !signal.aborted && !result.ok && result.failure.class === "cancelled")
    result = { ok: false, failure: timedOut(step) };
  if (result.ok && "wait" in result) {
    const attributes = { ...extra.attributes, waitsFor: result.wait.for };
    const shown = { ...extra, input, attributes, status: "ok" as const, error: null, final: false };
    if (!canWait(step.node.kind)) deps.sink.end({ ...span, ...shown, endedAt: deps.clock.now() });
    return { result, next: null };
  }
  const isCancelled = signal.aborted;
  const next = result.ok ? null : decisionAbout(attempt, result.failure);
  deps.sink.end({
    ...span,
    simulated: span.simulated || ledger.state.simulated,
    input,
    ...extra,
    ...shownAs(result, isCancelled),
    attributes: { ...extra.attributes, ...exitOf(result, next) },
    endedAt: deps.clock.now(),
    final: isCancelled || next?.kind !== "retry",
  });
  return { result, next };
}

/**
 * The call itself. The lease is looked at once more: a process that stood still while the call was prepared must not begin
 * what another worker has done meanwhile. An executor that prepares more looks again before it sends (`underLease`).
 */
async function begin({ deps, step, holds }: Attempt, context: StepContext): Promise<StepResult> {
  const execute = executorOf(deps, step.node.kind);
  if (!(await holds())) throw new LostLease();
  return await execute(context);
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
    isInside: ledger.graph.node.has(ledger.state.scopes.get(path)?.containerId ?? ""),
    lastResort: lastResortOf(ledger.run),
  });
}

const canWait = (kind: NodeKind): boolean => kind === "approval" || kind === "subflow";

function executorOf({ executors }: SegmentDependencies, kind: NodeKind): NodeExecutor {
  const isCallKind = (one: NodeKind): one is CallKind => Object.hasOwn(executors, one);
  if (!isCallKind(kind)) throw new Error(`No executor for ${kind}.`);
  return executors[kind];
}

/** The exit by which the step goes on, also after a failure that does not end its way. */
function exitOf(result: Exclude<StepResult, { wait: unknown }>, next: FailureDecision | null): { port?: string } {
  if (result.ok) return { port: result.port };
  if (next?.kind === "degrade") return { port: "out" };
  return next?.kind === "error-port" ? { port: "error" } : {};
}

function shownAs(result: Exclude<StepResult, { wait: unknown }>, isCancelled: boolean) {
  if (result.ok) return { status: "ok" as const, error: null, output: result.output };
  const status = isCancelled ? ("cancelled" as const) : ("error" as const);
  return { status, error: spanError(result.failure) };
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
  if (error instanceof LimitReached) return error.failure;
  if (isTimeout) return timedOut(step);
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ExpressionError) return failure("internal", message, step.node.key);
  return failure("internal", `Something failed on our side: ${message}`, step.node.key);
}
