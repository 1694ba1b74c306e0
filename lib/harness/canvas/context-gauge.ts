import type { DraftNode } from "@/lib/harness/graph/draft";
import { type ContextPolicy, OwnContext } from "@/lib/release/context-policy";
import { PromptText } from "@/lib/release/node-config";

const CHARS_PER_TOKEN = 4;
type Part = "system" | "memory" | "history" | "turn";
export type ContextGauge = { parts: { part: Part; tokens: number }[]; usedTokens: number; maxTokens: number };

/** As in the plan of a call: local counts are estimates, so this part stays free. */
const SAFETY = 0.05;

/**
 * How the context of a model call is planned, in tokens: the prompt as it is written (four characters a token), and the
 * shares that history and memory may take at most. What a run really sent is in its context plan. `window`: of the model,
 * when it is known; what an answer needs is kept free of it.
 */
export function contextGauge(
  { config }: Pick<DraftNode, "config">,
  base: ContextPolicy,
  window = Number.POSITIVE_INFINITY,
): ContextGauge {
  const own = OwnContext.safeParse(config.context ?? {});
  const policy = { ...base, ...(own.success ? own.data : {}) };
  const maxTokens = Math.min(policy.maxInputTokens, Math.max(0, window - policy.reserveOutputTokens));
  const usable = maxTokens * (1 - SAFETY);
  const { system, examples = [], user } = PromptText.safeParse(config.prompt).data ?? { system: "", user: "" };
  const all: ContextGauge["parts"] = [
    { part: "system", tokens: tokensOf(system + examples.map(({ content }) => content).join("")) },
    { part: "memory", tokens: policy.history === "thread" ? Math.round(usable * policy.recallShare) : 0 },
    { part: "history", tokens: policy.history === "none" ? 0 : Math.round(usable * policy.historyShare) },
    { part: "turn", tokens: tokensOf(user) },
  ];
  const parts = all.filter(({ tokens }) => tokens > 0);
  const usedTokens = parts.reduce((sum, { tokens }) => sum + tokens, 0);
  return { parts, usedTokens: Math.min(usedTokens, maxTokens), maxTokens };
}

const tokensOf = (text: string): number => Math.ceil(text.length / CHARS_PER_TOKEN);
