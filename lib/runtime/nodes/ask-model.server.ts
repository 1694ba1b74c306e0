import { ModelAnswer } from "@/lib/runtime/models/model-gateway";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { CallTally } from "@/lib/runtime/nodes/call-tally";
import type { ModelAsk } from "@/lib/runtime/nodes/model-ask";
import { answerOf, type CallFacts, startModelCallSpan } from "@/lib/runtime/nodes/model-call-span.server";
import { type SecondTry, secondTry } from "@/lib/runtime/nodes/second-try";
import { StepWait } from "@/lib/runtime/nodes/step-wait";
import { tryModel } from "@/lib/runtime/nodes/try-model.server";
import type { ModelTry } from "@/lib/runtime/nodes/try-models.server";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

/** `tally` adds up what was said and is not journaled by itself. */
type Of = { model: ModelTry; tally: CallTally };

/**
 * One model of a slot: one call, and where that may help a second one (a repair, a shorter context) with its own name, span
 * and journal entry. The slot's own model has the name of the call, a fallback its position behind it.
 */
export async function askModel(
  deps: CallExecutorDependencies,
  context: StepContext,
  ask: ModelAsk,
  { model, tally }: Of,
): Promise<CallFacts> {
  const { position, isLast } = model;
  const named: ModelAsk = {
    ...ask,
    name: position === 0 ? ask.name : `${ask.name}:${position}`,
    span: isLast ? ask.span : "child",
  };
  const facts = await tryWithSpan(deps, context, named, { model, tally });
  const second = secondTry(named, facts);
  return second ? await tryAgain(deps, context, second, { model, tally, first: facts }) : facts;
}

/** Leaves the durable call of a second try that failed: only answers are journaled. */
class SecondTryFailed extends Error {}

async function tryAgain(
  deps: CallExecutorDependencies,
  context: StepContext,
  { ask, suffix }: SecondTry,
  { model, tally, first }: Of & { first: CallFacts },
): Promise<CallFacts> {
  const name = `${ask.name}:${suffix}`;
  const own = new CallTally();
  const seen: { facts: CallFacts } = { facts: first };
  try {
    const value = await context.call(name, async () => {
      seen.facts = await tryWithSpan(deps, context, { ...ask, name, span: "child" }, { model, tally: own });
      const { result } = seen.facts;
      if (!result.ok) throw new SecondTryFailed();
      return { value: result.answer, usage: own.usage(result.answer.simulated) };
    });
    return { ...seen.facts, result: { ok: true, answer: ModelAnswer.parse(value) } };
  } catch (error) {
    if (!(error instanceof SecondTryFailed)) throw error;
    tally.take(own);
    // A context that cannot be made shorter was not sent: what the provider said about the first one stands.
    return seen.facts.plan?.status === "over_budget" ? first : seen.facts;
  }
}

async function tryWithSpan(
  deps: CallExecutorDependencies,
  context: StepContext,
  ask: ModelAsk,
  { model, tally }: Of,
): Promise<CallFacts> {
  const span = startModelCallSpan(context, { kind: ask.span, name: ask.name, ref: model.ref });
  const facts = await tryModel(deps, context, ask, model).catch((error: unknown) => {
    if (error instanceof StepWait) span.wait(error.wait.for);
    throw error;
  });
  span.end(facts);
  const said = answerOf(facts.result);
  if (said) tally.add(said.usage, facts.price);
  if (!facts.result.ok && facts.provider === "sandbox") await markSimulated(context);
  return facts;
}

/** A run whose sandbox model only failed is simulated too: its failures were injected. */
const markSimulated = (context: StepContext) =>
  context.call("simulated", async () => ({
    value: true,
    usage: { inputTokens: 0, outputTokens: 0, costMicros: 0, simulated: true },
  }));
