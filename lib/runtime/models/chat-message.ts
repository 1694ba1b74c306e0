import { z } from "zod";

/** What a model asked for. `input` is what it sent, unchecked. */
export const ToolCall = z.object({ id: z.string(), name: z.string(), input: z.json() });
export type ToolCall = z.infer<typeof ToolCall>;

/** What the model is told about one tool call. `refused`: a policy forbade it; `error`: it was tried and failed. */
export const ToolReply = z.object({
  id: z.string(),
  name: z.string(),
  outcome: z.enum(["ok", "error", "refused"]),
  value: z.json(),
});
export type ToolReply = z.infer<typeof ToolReply>;

/** One message of a conversation as it is stored and sent; the system text is not a message. */
export const ChatMessage = z.discriminatedUnion("role", [
  z.object({ role: z.literal("user"), text: z.string() }),
  z.object({ role: z.literal("assistant"), text: z.string(), toolCalls: z.array(ToolCall) }),
  z.object({ role: z.literal("tool"), replies: z.array(ToolReply) }),
]);
export type ChatMessage = z.infer<typeof ChatMessage>;
