import type { InjectedFault } from "@/lib/governance/fault-rules/schema";
import { errorFingerprint } from "@/lib/observability/spans/error-fingerprint.server";
import type { SpanEnd } from "@/lib/observability/spans/span-sink";
import type { ErrorClass } from "@/lib/platform/errors/error-class";
import type { ContextPlan } from "@/lib/runtime/memory/context-plan";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";
import type { ModelAnswer, ModelResult } from "@/lib/runtime/models/model-gateway";
import type { CallPrice } from "@/lib/runtime/models/price-call";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

/** What is known about one try of one model when it ends. */
export type CallFacts = {
  ref: string;
  provider: string | null;
  plan: ContextPlan | null;
  decisionId: string | null;
  system: string;
  messages: ChatMessage[];
  result: ModelResult;
  price: CallPrice;
  /** Where the answer comes from or went, in a run that records or replays. */
  cassette: "replayed" | "recorded" | null;
  /** What a rule let the call run into instead. */
  fault: InjectedFault | null;
  /** Whether the provider was asked: only then the call says something about it. */
  asked: boolean;
};

/**
 * Opens the span of one model call. `child`: a span of its own; `attempt`: the span of the attempt carries the call
 * (nodes that are one call). `end` ends it; `wait` when the call was not made and waits. `name` makes the span's id and finds the
 * plan.
 */
export function startModelCallSpan(
  context: StepContext,
  span: { kind: "child" | "attempt"; name: string; ref: string },
): { end: (facts: CallFacts) => void; wait: (reason: string) => void } {
  if (span.kind === "attempt")
    return { end: (facts) => context.annotate(fieldsOf(context, span.name, facts)), wait: () => {} };
  const end = context.startSpan({ kind: "llm", name: span.ref, ordinal: span.name });
  return {
    end: (facts) => {
      const { result } = facts;
      end({
        ...fieldsOf(context, span.name, facts),
        status: result.ok ? "ok" : result.failure.class === "cancelled" ? "cancelled" : "error",
        error: result.ok ? null : errorOf(result.failure, context.node.key),
      });
      // The attempt says what its calls were, so that a list of attempts can be filtered.
      context.annotate({ model: facts.ref, ...(facts.provider === "sandbox" ? { simulated: true } : {}) });
    },
    wait: (reason) => end({ status: "ok", model: span.ref, attributes: { call: span.name, waitsFor: reason } }),
  };
}

const errorOf = (failed: { class: ErrorClass; message: string }, nodeKey: string) => ({
  class: failed.class,
  message: failed.message.slice(0, 500),
  fingerprint: errorFingerprint({ class: failed.class, message: failed.message, nodeKey }),
});

/** What the model said, whether it could be used or not: it was counted and has its price. */
export const answerOf = (result: ModelResult): ModelAnswer | null =>
  result.ok ? result.answer : (result.failure.answer ?? null);

function fieldsOf(context: StepContext, call: string, facts: CallFacts): Partial<SpanEnd> {
  const { ref, provider, plan, decisionId, system, messages, result, price } = facts;
  const answer = answerOf(result);
  return {
    model: ref,
    ...(provider ? { provider, simulated: provider === "sandbox" } : {}),
    ...(decisionId ? { decisionIds: [decisionId] } : {}),
    ...(answer && {
      usage: answer.usage,
      costMicros: price.costMicros,
      priceSource: price.source,
      output: { text: answer.text, object: answer.object, toolCalls: answer.toolCalls },
    }),
    input: { system, messages },
    attributes: {
      call,
      ...(facts.cassette && { cassette: facts.cassette }),
      ...(facts.fault && { injectedFault: facts.fault }),
      ...(answer && { finishReason: answer.finishReason, responseModel: answer.responseModel }),
      ...(plan && {
        contextPlan: {
          stepKey: `${context.stepKey}#${call}`,
          attempt: context.attempt,
          status: plan.status,
          used: plan.used,
          usable: plan.usable,
          window: plan.window,
        },
      }),
    },
  };
}
