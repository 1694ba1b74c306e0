import type { PlanSegment } from "@/lib/runtime/memory/context-plan";
import { messageTokens, pairReplies } from "@/lib/runtime/memory/message-groups";
import type { ChatMessage, ToolReply } from "@/lib/runtime/models/chat-message";

/** The newest tool messages of a turn stay whole. */
const KEEP_WHOLE = 3;

type Fit = { room: number; tokens: (text: string) => number; keepWhole?: number | undefined };

/** The current turn within `room` tokens, as far as stubs for its oldest tool results allow. */
export function fitTurn(
  turn: readonly ChatMessage[],
  { room, tokens, keepWhole = KEEP_WHOLE }: Fit,
): { messages: ChatMessage[]; segments: PlanSegment[] } {
  const messages = pairReplies(turn);
  const toolAt = messages.flatMap((message, at) => (message.role === "tool" ? [at] : []));
  const candidates = toolAt.slice(0, Math.max(0, toolAt.length - keepWhole));
  const stubs: PlanSegment[] = [];
  let used = messages.reduce((total, message) => total + messageTokens(message, tokens), 0);
  for (const at of candidates) {
    const message = messages[at];
    if (used <= room || message?.role !== "tool") break;
    const stub: ChatMessage = { role: "tool", replies: message.replies.map(stubOf) };
    const before = messageTokens(message, tokens);
    const after = messageTokens(stub, tokens);
    if (after >= before) continue;
    messages[at] = stub;
    used -= before - after;
    stubs.push(stubSegment(message.replies, after, before));
  }
  const whole: PlanSegment = {
    part: "turn",
    decision: "included",
    id: "turn",
    label: messages.length === 1 ? "This turn" : `This turn, ${messages.length} messages`,
    tokens: used - stubs.reduce((total, stub) => total + stub.tokens, 0),
    reason: "required",
    trust: messages.length === 1 ? "user" : "mixed",
  };
  return { messages, segments: [...stubs, whole] };
}

const stubOf = (reply: ToolReply): ToolReply => ({ ...reply, value: { elided: "older result, kept in the journal" } });

function stubSegment(replies: ToolReply[], tokens: number, before: number): PlanSegment {
  return {
    part: "turn",
    decision: "elided",
    id: replies.map((reply) => reply.id).join(", "),
    label: `Result of ${replies.map((reply) => reply.name).join(", ")}`,
    tokens,
    reason: `stub; ${before} tokens stay in the journal`,
  };
}
