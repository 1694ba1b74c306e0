import { countTokens } from "@/lib/platform/tokens/count-tokens";
import { SANDBOX_WINDOW } from "@/lib/release/sandbox-models";
import type { ContextPlan } from "@/lib/runtime/memory/context-plan";
import { type PlannedContext, planContext } from "@/lib/runtime/memory/plan-context";
import type { ModelConnection } from "@/lib/runtime/models/model-gateway";
import type { ModelAsk } from "@/lib/runtime/nodes/model-ask";

/** Tokenizers of other makers than o200k give up to this many more tokens. */
const FOREIGN_RATIO = 1.15;

/** What goes into one call of one model, by what is known of it. */
export function planCall(
  ask: ModelAsk,
  { ref, connection, modelId }: { ref: string; connection: ModelConnection; modelId: string },
): PlannedContext {
  const { policy, system, memory, turn } = ask;
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
      tools: ask.tools.map((tool) => ({ name: tool.name, text: JSON.stringify(tool) })),
      history: memory.history,
      recalled: memory.recalled,
      turn,
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
