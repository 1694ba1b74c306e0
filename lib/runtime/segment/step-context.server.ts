import { cleanValue } from "@/lib/observability/spans/clean-text";
import { spanId } from "@/lib/observability/spans/span-id.server";
import type { SpanEnd, SpanStart } from "@/lib/observability/spans/span-sink";
import type { Json } from "@/lib/release/json-schema";
import type { Attempt } from "@/lib/runtime/segment/attempt-context";
import type { RunLedger } from "@/lib/runtime/segment/run-ledger.server";
import type { RunContext, StepContext } from "@/lib/runtime/worker/node-executor";

/** What an executor sees of its attempt: the run, the evaluated inputs, durable calls, spans. `extra` collects annotations. */
export function stepContext(
  { deps, ledger, step, commit, holds }: Attempt,
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
      const { tokens, costMicros } = state.subRunUsage;
      return { ...state.usage, subRunTokens: tokens, subRunCostMicros: costMicros };
    },
    get taint() {
      return { untrustedInput: state.taint.has("untrustedInput"), readSensitive: state.taint.has("readSensitive") };
    },
    signal,
    holds,
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
      const { value: given, usage } = await perform();
      const value = cleanValue(given);
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

function runContext({ run, graph, limits }: RunLedger): RunContext {
  const { tenantId, runId, projectId, harnessId, harnessSlug, releaseId, releaseNumber } = run;
  const { environment, trigger, threadId, endUser, startedBy, depth, options } = run;
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
    depth,
    limits,
    options,
    program: graph.program,
  };
}
