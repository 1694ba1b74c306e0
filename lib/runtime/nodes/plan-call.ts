import { countTokens } from "@/lib/platform/tokens/count-tokens";
import { SANDBOX_WINDOW } from "@/lib/release/sandbox-models";
import type { ContextPlan } from "@/lib/runtime/memory/context-plan";
import { type PlannedContext, planContext } from "@/lib/runtime/memory/plan-context";
import type { ModelConnection } from "@/lib/runtime/models/model-gateway";
import type { ModelAsk } from "@/lib/runtime/nodes/model-ask";

/** Tokenizers of other makers than o200k give up to this many more tokens. */
const FOREIGN_RATIO = 1.15;

type Target = { ref: string; connection: ModelConnection; modelId: string };

/** Of a turn that does not fit, only this many of the newest tool results stay whole. */
const KEEP_WHEN_TIGHT = 1;

/** What goes into one call of one model. What does not fit is compacted once, down to the newest tool result. */
export function planFitting(ask: ModelAsk, to: Target): PlannedContext {
  const planned = planCall(ask, to, undefined);
  return planned.plan.status === "ok" ? planned : planCall(ask, to, KEEP_WHEN_TIGHT);
}

function planCall(ask: ModelAsk, { ref, connection, modelId }: Target, keepWhole: number | undefined): PlannedContext {
  const { system, examples = [], memory, turn } = ask;
  const maxInputTokens = Math.min(ask.policy.maxInputTokens, ask.maxInputTokens ?? Number.POSITIVE_INFINITY);
  const policy = { ...ask.policy, maxInputTokens };
  const isSandbox = connection.provider === "sandbox";
  const card = connection.cards.find((one) => one.modelId === modelId);
  // Without a card the harness's own limit is all that is known.
  const unknown = policy.maxInputTokens + policy.reserveOutputTokens;
  return planContext(
    {
      model: ref,
      simulated: isSandbox,
      tokenizer: "o200k_base",
      ratio: card?.ratio ?? (isSandbox || connection.provider === "openai" ? 1 : FOREIGN_RATIO),
      window: card?.contextWindow ?? (isSandbox ? SANDBOX_WINDOW.contextWindow : unknown),
      policy,
      system,
      examples,
      tools: ask.tools.map((tool) => ({ name: tool.name, text: JSON.stringify(tool) })),
      history: memory.history,
      summary: memory.summary,
      whyNoSummary: memory.whyNoSummary,
      recalled: memory.recalled,
      turn,
      ...(keepWhole === undefined ? {} : { keepWhole }),
    },
    countTokens,
  );
}

/** Why a plan does not fit, in words. */
export const overflowOf = ({ model, usable, segments }: ContextPlan): string => {
  const required = segments.filter(({ part }) => part !== "history" && part !== "recall");
  const needed = required.reduce((total, { tokens }) => total + tokens, 0);
  return `This call needs ${needed} tokens, ${model} takes ${usable} here. Shorten the prompt or the tool results, or raise the limit of the context.`;
};
