import type { ErrorClass } from "@/lib/platform/errors/error-class";
import type { CallToRecord } from "@/lib/runtime/memory/run-memory";
import {
  ModelAnswer,
  type ModelConnection,
  type ModelRequest,
  type ModelResult,
} from "@/lib/runtime/models/model-gateway";
import { type CallPrice, priceCall } from "@/lib/runtime/models/price-call";
import { askPolicy } from "@/lib/runtime/nodes/ask-policy.server";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import type { ModelAsk } from "@/lib/runtime/nodes/model-ask";
import { type CallFacts, startModelCallSpan } from "@/lib/runtime/nodes/model-call-span.server";
import { overflowOf, planCall } from "@/lib/runtime/nodes/plan-call";
import { reserveCall } from "@/lib/runtime/nodes/reserve-call.server";
import { StepWait } from "@/lib/runtime/nodes/step-wait";
import { type ModelTry, tryModels } from "@/lib/runtime/nodes/try-models.server";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

/**
 * One durable model call: fit the context, ask the policy, call, price, store plan and usage. Models of the slot are
 * tried in order while another may help. Throws `StepFailure` when none answered; a failed call is not journaled.
 */
export async function callModel(
  deps: CallExecutorDependencies,
  context: StepContext,
  ask: ModelAsk,
): Promise<ModelAnswer> {
  const value = await context.call(ask.name, async () => {
    const needs = { tools: ask.tools.length > 0, jsonSchema: ask.output !== null };
    const { answer, price } = await tryModels(deps, context, { slot: ask.slot, needs }, (model) =>
      tryWithSpan(deps, context, ask, model),
    );
    const { usage, simulated } = answer;
    return {
      value: answer,
      usage: {
        inputTokens: usage.input + usage.cacheRead + usage.cacheWrite,
        outputTokens: usage.output + usage.reasoning,
        costMicros: price.costMicros ?? 0,
        simulated,
      },
    };
  });
  return ModelAnswer.parse(value);
}

/** One try of one model as one span. The slot's own model has the name of the call, a fallback its position behind it. */
async function tryWithSpan(deps: CallExecutorDependencies, context: StepContext, ask: ModelAsk, model: ModelTry) {
  const { ref, position, isLast } = model;
  const name = position === 0 ? ask.name : `${ask.name}:${position}`;
  const span = startModelCallSpan(context, { kind: isLast ? ask.span : "child", name, ref });
  const facts = await tryModel(deps, context, { ...ask, name }, model).catch((error: unknown) => {
    if (error instanceof StepWait) span.wait(error.wait.for);
    throw error;
  });
  span.end(facts);
  if (!facts.result.ok && facts.provider === "sandbox") await markSimulated(context);
  return facts;
}

/** A run whose sandbox model only failed is simulated too: its failures were injected. */
const markSimulated = (context: StepContext) =>
  context.call("simulated", async () => ({
    value: true,
    usage: { inputTokens: 0, outputTokens: 0, costMicros: 0, simulated: true },
  }));

const UNPRICED: CallPrice = { costMicros: null, currency: "USD", unitPrices: null, source: "unknown" };

async function tryModel(
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
  };
  if (!connection) return { ...facts, result: failed("internal", noConnection(name)) };
  const { plan, messages } = planCall(ask, { ref, connection, modelId });
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
  const target = { connection, modelId, messages, permit };
  const inputTokens = plan.used;
  const maxOutputTokens = requestOf(context, ask, target).maxOutputTokens;
  const settle = await reserveCall(deps, context, { ref, connection, modelId, inputTokens, maxOutputTokens });
  const result = await callLive(deps, context, ask, target);
  await settle(result);
  const price = result.ok ? priceCall(connection, modelId, result.answer.usage) : UNPRICED;
  await record(result.ok ? { connectionId: connection.id, modelId, answer: result.answer, price } : null);
  return { ...decided, result, price };
}

/** The call itself, its text told while it comes; JSON for the program is not told. */
async function callLive(deps: CallExecutorDependencies, context: StepContext, ask: ModelAsk, to: CallTarget) {
  const request = requestOf(context, ask, to);
  if (ask.output) return await deps.gateway.call(request);
  const { nodeKey, stepKey, attempt } = placeOf(context);
  const live = deps.deltas.open(context.run, { nodeKey, stepKey, call: ask.name, attempt });
  const result = await deps.gateway.call({ ...request, onText: live.push });
  live.close();
  return result;
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

function requestOf(context: StepContext, ask: ModelAsk, to: CallTarget) {
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
    timeoutMs: context.node.policy.timeoutMs,
    signal: context.signal,
  };
}
