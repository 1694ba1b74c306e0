import type { PlanSegment } from "@/lib/runtime/memory/context-plan";
import { historyGroups, messageTokens, pairReplies } from "@/lib/runtime/memory/message-groups";
import type { HistoryMessage } from "@/lib/runtime/memory/plan-input";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";

type Group = { messages: HistoryMessage[]; sent: ChatMessage[]; tokens: number };

/** Thread messages within `room` tokens: whole groups, newest first, until one does not fit; the older ones are dropped. */
export function fitHistory(
  history: readonly HistoryMessage[],
  { room, tokens, whyDropped }: { room: number; tokens: (text: string) => number; whyDropped: string },
): { messages: ChatMessage[]; segments: PlanSegment[] } {
  const groups = historyGroups(history).map((messages): Group => {
    const sent = pairReplies(messages.map(({ message }) => message));
    return { messages, sent, tokens: sent.reduce((total, message) => total + messageTokens(message, tokens), 0) };
  });
  let used = 0;
  let first = groups.length;
  while (first > 0) {
    const size = groups[first - 1]?.tokens ?? 0;
    if (used + size > room) break;
    used += size;
    first -= 1;
  }
  const kept = groups.slice(first);
  const segments = [
    segmentOf(groups.slice(0, first), "dropped", whyDropped),
    segmentOf(kept, "included", "newest, whole groups"),
  ];
  return { messages: kept.flatMap((group) => group.sent), segments: segments.filter((one) => one !== null) };
}

function segmentOf(groups: Group[], decision: "included" | "dropped", reason: string): PlanSegment | null {
  const messages = groups.flatMap((group) => group.messages);
  const fromSeq = messages[0]?.seq;
  const toSeq = messages.at(-1)?.seq;
  if (fromSeq === undefined || toSeq === undefined) return null;
  return {
    part: "history",
    decision,
    id: "history",
    label: rangeLabel(fromSeq, toSeq),
    tokens: groups.reduce((total, group) => total + group.tokens, 0),
    reason,
    fromSeq,
    toSeq,
    trust: messages.every(({ trust }) => trust === messages[0]?.trust) ? (messages[0]?.trust ?? "user") : "mixed",
  };
}

/** "Messages 1 to 24". */
export const rangeLabel = (fromSeq: number, toSeq: number): string =>
  fromSeq === toSeq ? `Message ${fromSeq}` : `Messages ${fromSeq} to ${toSeq}`;
