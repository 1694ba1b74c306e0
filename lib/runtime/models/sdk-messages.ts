import type { ModelMessage } from "ai";
import type { ChatMessage, ToolReply } from "@/lib/runtime/models/chat-message";

/** Our messages as the SDK wants them. */
export function sdkMessages(messages: readonly ChatMessage[]): ModelMessage[] {
  return messages.map((message): ModelMessage => {
    if (message.role === "user") return { role: "user", content: message.text };
    if (message.role === "tool")
      return {
        role: "tool",
        content: message.replies.map((reply) => ({
          type: "tool-result",
          toolCallId: reply.id,
          toolName: reply.name,
          output: outputOf(reply),
        })),
      };
    return {
      role: "assistant",
      content: [
        ...(message.text ? [{ type: "text" as const, text: message.text }] : []),
        ...message.toolCalls.map(({ id, name, input }) => ({
          type: "tool-call" as const,
          toolCallId: id,
          toolName: name,
          input,
        })),
      ],
    };
  });
}

function outputOf({ outcome, value }: ToolReply) {
  if (outcome === "ok") return { type: "json" as const, value };
  if (outcome === "error") return { type: "error-json" as const, value };
  const reason =
    typeof value === "object" && value !== null && "reason" in value ? String(value.reason) : "Not allowed.";
  return { type: "execution-denied" as const, reason };
}
