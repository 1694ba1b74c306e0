import type { ContextPolicy } from "@/lib/release/context-policy";

const MOST_TOKENS = 1_200;
/** A summary with fewer tokens says nothing. */
const LEAST_TOKENS = 40;
/** Of the history's share. */
const SUMMARY_PART = 0.25;
/** As in the plan of a call: local counts are estimates, so this part stays free. */
const SAFETY = 0.05;

/** Tokens that a summary may have where a call takes `usable` tokens; 0: too few for one. */
export function summaryTokens(usable: number, { historyShare }: Pick<ContextPolicy, "historyShare">): number {
  const most = Math.min(MOST_TOKENS, Math.floor(Math.floor(usable * historyShare) * SUMMARY_PART));
  return most < LEAST_TOKENS ? 0 : most;
}

/** What becomes of messages that the history's share does not hold. `nothing`: a step that is not told the conversation. */
export function fateOfOlder(policy: ContextPolicy): "summarised" | "left-out" | "too-small" | "nothing" {
  if (policy.history !== "thread") return "nothing";
  if (policy.strategy === "drop-oldest") return "left-out";
  return summaryTokens(policy.maxInputTokens * (1 - SAFETY), policy) > 0 ? "summarised" : "too-small";
}
