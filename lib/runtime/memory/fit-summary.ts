import type { PlanSegment } from "@/lib/runtime/memory/context-plan";
import { rangeLabel } from "@/lib/runtime/memory/fit-history";
import { messageTokens } from "@/lib/runtime/memory/message-groups";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";
import { summaryMessage } from "@/lib/runtime/summaries/summary-message";
import type { ThreadSummary } from "@/lib/runtime/summaries/thread-summary";

/** A summary within `room` tokens, and what becomes of the messages that it stands for: one that does not fit covers nothing. */
export function fitSummary(
  summary: ThreadSummary | null,
  room: number,
  tokens: (text: string) => number,
): { messages: ChatMessage[]; segments: PlanSegment[] } {
  if (!summary) return { messages: [], segments: [] };
  const message = summaryMessage(summary);
  const size = messageTokens(message, tokens);
  const fits = size <= room;
  const { fromSeq, toSeq, trust, version } = summary;
  const range = rangeLabel(fromSeq, toSeq);
  const told: PlanSegment = {
    part: "summary",
    decision: fits ? "included" : "dropped",
    id: "summary",
    label: `Summary of ${range.toLowerCase()}`,
    tokens: size,
    reason: fits ? madeBy(summary) : "larger than the history share allows",
    ...{ fromSeq, toSeq, trust, version },
  };
  const covered: PlanSegment = {
    part: "history",
    decision: fits ? "summarised" : "dropped",
    id: "covered",
    label: range,
    tokens: summary.sourceTokens,
    reason: fits ? `told by version ${version} of the summary` : "its summary does not fit",
    ...{ fromSeq, toSeq, trust },
  };
  return { messages: fits ? [message] : [], segments: [told, covered] };
}

function madeBy({ method, identifiers: { kept, total } }: ThreadSummary): string {
  const how = method === "extract" ? "an extract, word for word" : "made by the model";
  return total === 0 ? how : `${how}; ${kept} of ${total} numbers, names and dates kept`;
}
