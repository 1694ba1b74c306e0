import { canonicalJson } from "@/lib/release/canonical-json";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";

/** The same tool with the same arguments this many times is a loop. */
const SAME_CALLS = 3;

/** The bound that stops an agent before its next tools, or null. */
export function limitReached(
  bounds: { maxTurns: number; maxTokens: number },
  so: { turns: number; tokens: number; messages: readonly ChatMessage[] },
): "turns" | "tokens" | "loop" | null {
  if (so.turns >= bounds.maxTurns) return "turns";
  if (so.tokens >= bounds.maxTokens) return "tokens";
  const calls = so.messages.flatMap((message) => (message.role === "assistant" ? message.toolCalls : []));
  const counts = new Map<string, number>();
  for (const { name, input } of calls) {
    const key = canonicalJson([name, input]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts.values()].some((count) => count >= SAME_CALLS) ? "loop" : null;
}
