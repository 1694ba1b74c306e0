import type { LanguageModelV4Message, LanguageModelV4Prompt } from "@ai-sdk/provider";
import type { ChatMessage, ToolReply } from "@/lib/runtime/models/chat-message";

/** Our messages as a model of the SDK wants them; the system text first, when there is one. */
export function sdkPrompt(instructions: string, messages: readonly ChatMessage[]): LanguageModelV4Prompt {
  const system: LanguageModelV4Prompt = instructions === "" ? [] : [{ role: "system", content: instructions }];
  return [...system, ...messages.map(messageOf)];
}

function messageOf(message: ChatMessage): LanguageModelV4Message {
  if (message.role === "user") return { role: "user", content: textParts(message.text) };
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
      ...textParts(message.text),
      ...message.toolCalls.map(({ id, name, input }) => ({
        type: "tool-call" as const,
        toolCallId: id,
        toolName: name,
        input,
      })),
    ],
  };
}

/** Providers refuse empty texts. */
const textParts = (text: string) => (text === "" ? [] : [{ type: "text" as const, text }]);

function outputOf({ outcome, value }: ToolReply) {
  if (outcome === "ok") return { type: "json" as const, value };
  if (outcome === "error") return { type: "error-json" as const, value };
  const reason =
    typeof value === "object" && value !== null && "reason" in value ? String(value.reason) : "Not allowed.";
  return { type: "execution-denied" as const, reason };
}
