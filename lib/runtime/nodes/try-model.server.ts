import type { ErrorClass } from "@/lib/platform/errors/error-class";
import type { ContextPlan } from "@/lib/runtime/memory/context-plan";
import type { CallToRecord } from "@/lib/runtime/memory/run-memory";
import type { ModelConnection, ModelRequest, ModelResult } from "@/lib/runtime/models/model-gateway";
import { type CallPrice, priceCall } from "@/lib/runtime/models/price-call";
import { askPolicy } from "@/lib/runtime/nodes/ask-policy.server";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { injectFault } from "@/lib/runtime/nodes/inject-fault.server";
import type { ModelAsk } from "@/lib/runtime/nodes/model-ask";
import { answerOf, type CallFacts } from "@/lib/runtime/nodes/model-call-span.server";
import { overflowOf, planFitting } from "@/lib/runtime/nodes/plan-call";
import { recordCassette, replayCall } from "@/lib/runtime/nodes/replay-call.server";
import { reserveCall } from "@/lib/runtime/nodes/reserve-call.server";
import type { ModelTry } from "@/lib/runtime/nodes/try-models.server";
import { LostLease } from "@/lib/runtime/worker/lost-lease";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

const UNPRICED: CallPrice = { costMicros: null, currency: "USD", unitPrices: null, source: "unknown" };
/** Nobody was asked, so nobody is paid. */
const REPLAYED: CallPrice = { costMicros: 0, currency: "USD", unitPrices: null, source: "replayed" };

/** One call of one model: fit the context, ask the policy, reserve in the budgets, call, settle, price, store plan and usage. */
export async function tryModel(
  deps: CallExecutorDependencies,
  context: StepContext,
  ask: ModelAsk,
  { ref, connection }: ModelTry,
): Promise<CallFacts> {
  const [name = "", ...rest] = ref.split("/");
  const modelId = rest.join("/");
  const facts = {
    ref,
    system: ask.system,
    messages: ask.turn,
    price: UNPRICED,
    provider: null,
    plan: null,
    decisionId: null,
    cassette: null,
    fault: null,
    asked: false,
  };
  if (!connection) return { ...facts, result: failed("internal", noConnection(name)) };
  const { plan, messages } = planFitting(ask, { ref, connection, modelId });
  const known = { ...facts, provider: connection.provider, plan, messages };
  const record = (answered: CallToRecord["answered"]) =>
    deps.memory.recordCall(context.run, placeOf(context), { call: ask.name, plan, answered });
  if (plan.status === "over_budget") {
    await record(null);
    return { ...known, result: failed("context_overflow", overflowOf(plan)) };
  }
  const permit = await askPolicy(deps, context, modelQuestion(ask.name, ref, connection, plan.used));
  const decided = { ...known, decisionId: permit.decisionId };
  if (!permit.allowed) {
    await record(null);
    return { ...decided, result: failed("policy_denied", permit.reason, { policies: permit.policies }) };
  }
  const request = requestOf(context, ask, { connection, modelId, messages, permit });
  const replayed = await replayCall(deps, context, request);
  if (replayed) {
    const answer = answerOf(replayed);
    await record(answer && { connectionId: connection.id, modelId, answer, price: REPLAYED });
    return { ...decided, result: replayed, price: REPLAYED, cassette: replayed.ok ? "replayed" : null };
  }
  const injected = await injectFault(deps, context, { ref, connection, name: ask.name });
  if (injected) {
    await record(null);
    return { ...decided, ...injected };
  }
  const { result, isRecorded } = await callReserved(deps, context, ask, {
    ref,
    plan,
    request,
    isBudgeted: permit.isBudgeted,
  });
  const answer = answerOf(result);
  const price = answer ? priceCall(connection, modelId, answer.usage) : UNPRICED;
  await record(answer && { connectionId: connection.id, modelId, answer, price });
  return { ...decided, result, price, cassette: isRecorded ? "recorded" : null, asked: true };
}

type Planned = { ref: string; plan: ContextPlan; request: ModelRequest; isBudgeted: boolean };

/** The call within the budgets over it; kept, in a run that records. */
async function callReserved(
  deps: CallExecutorDependencies,
  context: StepContext,
  ask: ModelAsk,
  { ref, plan, request, isBudgeted }: Planned,
): Promise<{ result: ModelResult; isRecorded: boolean }> {
  const { connection, modelId, maxOutputTokens } = request;
  const planned = { ref, connection, modelId, inputTokens: plan.used, maxOutputTokens };
  const settle = isBudgeted ? await reserveCall(deps, context, planned) : null;
  const result = await callLive(deps, context, ask, request).catch(async (error: unknown) => {
    if (error instanceof LostLease) await settle?.(failed("internal", error.message));
    throw error;
  });
  await settle?.(result);
  return { result, isRecorded: await recordCassette(deps, context, { request, result }) };
}

/** The call itself, its text told while it comes; JSON for the program, and what is no answer, is not told. */
async function callLive(deps: CallExecutorDependencies, context: StepContext, ask: ModelAsk, request: ModelRequest) {
  if (ask.output || ask.isAside) return await deps.gateway.call(request);
  const { nodeKey, stepKey, attempt } = placeOf(context);
  const live = deps.deltas.open(context.run, { nodeKey, stepKey, call: ask.name, attempt });
  try {
    return await deps.gateway.call({ ...request, onText: live.push });
  } finally {
    live.close();
  }
}

const failed = (errorClass: ErrorClass, message: string, more: { policies?: string[] } = {}): ModelResult => ({
  ok: false,
  failure: { class: errorClass, message, ...more },
});
const noConnection = (name: string): string =>
  `There is no model connection "${name}". Add it on the models page, or bind another model.`;

const modelQuestion = (ordinal: string, ref: string, connection: ModelConnection, inputTokens: number) => ({
  ordinal,
  action: {
    kind: "model.invoke" as const,
    model: { ref, provider: connection.provider, external: connection.provider !== "sandbox" },
    inputTokens,
  },
  args: { model: ref, inputTokens },
});

const placeOf = (context: StepContext) => ({
  nodeKey: context.node.key,
  stepKey: context.stepKey,
  attempt: context.attempt,
  nowMs: context.clock.now(),
});

type CallTarget = Pick<ModelRequest, "connection" | "modelId" | "messages" | "permit">;

function requestOf(context: StepContext, ask: ModelAsk, to: CallTarget): ModelRequest {
  return {
    ...to,
    instructions: ask.system,
    tools: ask.tools,
    output: ask.output,
    temperature: ask.slot.temperature,
    maxOutputTokens: Math.min(
      ask.slot.maxOutputTokens,
      context.run.options.maxOutputTokens ?? Number.POSITIVE_INFINITY,
    ),
    call: { runId: context.run.runId, stepKey: context.stepKey, name: ask.name, attempt: context.attempt },
    timeoutMs: ask.timeoutMs ?? context.node.policy.timeoutMs,
    signal: context.signal,
  };
}
