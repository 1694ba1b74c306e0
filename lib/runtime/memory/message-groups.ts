import type { HistoryMessage } from "@/lib/runtime/memory/plan-input";
import type { ChatMessage, ToolCall, ToolReply } from "@/lib/runtime/models/chat-message";

/** Providers add a few tokens of framing to each message. */
const FRAME_TOKENS = 4;

/** Tokens of a message as it is sent. */
export function messageTokens(message: ChatMessage, tokens: (text: string) => number): number {
  if (message.role === "user") return tokens(message.text) + FRAME_TOKENS;
  if (message.role === "tool")
    return message.replies.reduce((total, reply) => total + tokens(JSON.stringify(reply)), FRAME_TOKENS);
  const calls = message.toolCalls.reduce((total, call) => total + tokens(JSON.stringify(call)), 0);
  return tokens(message.text) + calls + FRAME_TOKENS;
}

/** An assistant message and its tool results belong together; so that no reply opens a group, orphans join the one before. */
export function historyGroups(history: readonly HistoryMessage[]): HistoryMessage[][] {
  const groups: HistoryMessage[][] = [];
  for (const one of [...history].sort((a, b) => a.seq - b.seq)) {
    const last = groups.at(-1);
    if (one.message.role === "tool" && last) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

/**
 * Makes a list of messages that a provider accepts: a call without a reply gets one that says it was interrupted, a reply
 * without its call is left out.
 */
export function pairReplies(messages: readonly ChatMessage[]): ChatMessage[] {
  const paired: ChatMessage[] = [];
  let open: ToolCall[] = [];
  const close = () => {
    if (open.length > 0) paired.push({ role: "tool", replies: open.map(interrupted) });
    open = [];
  };
  for (const message of messages) {
    if (message.role === "tool") {
      const replies = message.replies.filter((reply) => open.some((call) => call.id === reply.id));
      const missing = open.filter((call) => !replies.some((reply) => reply.id === call.id)).map(interrupted);
      open = [];
      if (replies.length + missing.length > 0) paired.push({ role: "tool", replies: [...replies, ...missing] });
      continue;
    }
    close();
    paired.push(message);
    if (message.role === "assistant") open = message.toolCalls;
  }
  close();
  return paired;
}

const interrupted = ({ id, name }: ToolCall): ToolReply => ({
  id,
  name,
  outcome: "error",
  value: { error: "interrupted: this call has no result" },
});
