import { type ContextPlan, isSent, type PlanSegment } from "@/lib/runtime/memory/context-plan";
import { fitHistory } from "@/lib/runtime/memory/fit-history";
import { fitRecall } from "@/lib/runtime/memory/fit-recall";
import { fitSummary } from "@/lib/runtime/memory/fit-summary";
import { fitTurn } from "@/lib/runtime/memory/fit-turn";
import { messageTokens } from "@/lib/runtime/memory/message-groups";
import type { PlanInput } from "@/lib/runtime/memory/plan-input";
import type { ChatMessage } from "@/lib/runtime/models/chat-message";

export type PlannedContext = { plan: ContextPlan; messages: ChatMessage[] };

/** Local counts are estimates, so this part of the window stays free. */
const SAFETY = 0.05;

/**
 * Fits a call into the model's window. Required: system text, tools, the examples of the prompt, this turn. If these are too big, the oldest tool
 * results of the turn become stubs; if they still are, the plan says `over_budget` and nothing may be sent. Then, within the
 * history's share, the summary of older messages and the messages after it, newest first, until one does not fit; then
 * recalled entries. Each message is in one history segment: sent, summarised or dropped.
 * Sent in this order: system, tools, examples, summary, history, recall, turn. Pure; `count` gives the tokens of a text.
 */
export function planContext(input: PlanInput, count: (text: string) => number): PlannedContext {
  const { policy, window } = input;
  const tokens = (text: string) => Math.ceil(count(text) * input.ratio);
  const maxInput = Math.min(policy.maxInputTokens, Math.max(0, window - policy.reserveOutputTokens));
  const usable = Math.floor(maxInput * (1 - SAFETY));
  const fixed = fixedSegments(input, tokens);
  const turn = fitTurn(input.turn, { room: usable - sum(fixed), tokens, keepWhole: input.keepWhole });
  const required = sum(fixed) + sum(turn.segments);
  const status = required <= usable ? "ok" : "over_budget";
  const room = Math.max(0, usable - required);
  const share = Math.min(room, Math.floor(usable * policy.historyShare));
  const summary = fitSummary(input.summary, share, tokens);
  const after = input.history.filter(({ seq }) => seq > (input.summary?.toSeq ?? 0));
  const history = fitHistory(after, {
    room: share - included(summary.segments),
    tokens,
    whyDropped: whyDropped(input),
  });
  const left = room - included(summary.segments) - included(history.segments);
  const recall = fitRecall(input.recalled, Math.min(left, Math.floor(usable * policy.recallShare)), tokens);
  const segments = [...fixed, ...summary.segments, ...history.segments, ...recall.segments, ...turn.segments];
  return {
    plan: {
      v: 1,
      status,
      model: input.model,
      simulated: input.simulated,
      tokenizer: input.tokenizer,
      ratio: input.ratio,
      window,
      maxInput,
      reserveOutput: policy.reserveOutputTokens,
      usable,
      used: included(segments),
      ...(isSummarising(policy) && { compactAbove: Math.floor(usable * policy.compactAt) }),
      uncoveredTokens: sum(segments.filter(({ part, decision }) => part === "history" && decision === "dropped")),
      segments,
    },
    messages:
      status === "ok"
        ? [...(input.examples ?? []), ...summary.messages, ...history.messages, ...recall.messages, ...turn.messages]
        : [],
  };
}

const isSummarising = ({ history, strategy }: PlanInput["policy"]): boolean =>
  history === "thread" && strategy === "summarize";

function whyDropped({ policy, whyNoSummary }: PlanInput): string {
  if (!isSummarising(policy)) return "older than the history share allows";
  return `older than the history share allows, and not summarised${whyNoSummary ? `: ${whyNoSummary}` : " yet"}`;
}

function fixedSegments({ system, tools, examples = [] }: PlanInput, tokens: (text: string) => number): PlanSegment[] {
  const byName = [...tools].sort((a, b) => (a.name < b.name ? -1 : 1));
  const systemSegment: PlanSegment = {
    part: "system",
    decision: "included",
    id: "system",
    label: "System prompt",
    tokens: tokens(system),
    reason: "required",
  };
  const toolSegment: PlanSegment = {
    part: "tools",
    decision: "included",
    id: byName.map((tool) => tool.name).join(", "),
    label: byName.length === 1 ? "1 tool definition" : `${byName.length} tool definitions`,
    tokens: byName.reduce((total, tool) => total + tokens(tool.text), 0),
    reason: "required",
  };
  const exampleSegment: PlanSegment = {
    part: "examples",
    decision: "included",
    id: "examples",
    label: examples.length === 1 ? "1 example message" : `${examples.length} example messages`,
    tokens: examples.reduce((total, message) => total + messageTokens(message, tokens), 0),
    reason: "required",
  };
  return [systemSegment, ...(byName.length > 0 ? [toolSegment] : []), ...(examples.length > 0 ? [exampleSegment] : [])];
}

const sum = (segments: PlanSegment[]): number => segments.reduce((total, segment) => total + segment.tokens, 0);
const included = (segments: PlanSegment[]): number => sum(segments.filter(isSent));
