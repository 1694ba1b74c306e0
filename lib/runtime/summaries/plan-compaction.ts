import type { ContextPolicy } from "@/lib/release/context-policy";
import { summaryTokens } from "@/lib/release/summary-tokens";
import type { ContextPlan } from "@/lib/runtime/memory/context-plan";
import { historyGroups, messageTokens } from "@/lib/runtime/memory/message-groups";
import type { HistoryMessage } from "@/lib/runtime/memory/plan-input";
import type { ThreadSummary } from "@/lib/runtime/summaries/thread-summary";

type Given = {
  policy: ContextPolicy;
  /** What the next call would be without a new summary. */
  plan: ContextPlan;
  history: readonly HistoryMessage[];
  summary: ThreadSummary | null;
  /** A later call of the same step waits until it is worth it. */
  isFirst: boolean;
};

/** Messages that a new summary stands for, together with what the one before it stands for. */
export type Compaction = {
  fromSeq: number;
  toSeq: number;
  messages: HistoryMessage[];
  /** The summary that it goes on from; null: there is none, or it does not join. */
  previous: ThreadSummary | null;
  /** Of everything that it stands for. */
  sourceTokens: number;
  mostTokens: number;
};

/** Of the history's share: for the newest turns as they were said. What neither they nor the summary take is room to grow. */
const RAW_PART = 0.5;
/** Of the history's share: fewer tokens are not worth a summary while nothing is left out. */
const LEAST_PART = 0.25;
/** Of what a call may take: what a summary is made from in one go. */
const SOURCE_PART = 0.6;

/**
 * Whether the older messages need a summary before the next call, and of which. Needed when the call is fuller than
 * `compactAt` or leaves messages out. The newest `keepLastTurns` stay as they were said, within half of the history's share;
 * a cut is never inside a group. Of much, the oldest come first; the rest is for the next summary. Null: none is needed.
 */
export function planCompaction(given: Given, tokens: (text: string) => number): Compaction | null {
  const { policy, plan, summary, isFirst } = given;
  const share = Math.floor(plan.usable * policy.historyShare);
  const mostTokens = summaryTokens(plan.usable, policy);
  const room = plan.usable - required(plan);
  const isFull = plan.used > plan.usable * policy.compactAt;
  if (policy.history !== "thread" || policy.strategy !== "summarize") return null;
  if (plan.status !== "ok" || !(isFull || plan.uncoveredTokens > 0)) return null;
  if (mostTokens === 0 || room < mostTokens) return null;
  const rawRoom = Math.min(Math.floor(share * RAW_PART), room - mostTokens);
  const older = olderGroups(given, rawRoom, tokens);
  const size = older.reduce((total, group) => total + sizeOf(group, tokens), 0);
  if (size < (isFirst && plan.uncoveredTokens > 0 ? 1 : share * LEAST_PART)) return null;
  const messages = oldestWithin(older, plan.usable * SOURCE_PART, tokens);
  return compactionOf(messages, { summary, mostTokens, size: sizeOf(messages, tokens) });
}

function compactionOf(
  messages: HistoryMessage[],
  { summary, mostTokens, size }: { summary: ThreadSummary | null; mostTokens: number; size: number },
): Compaction | null {
  const first = messages[0]?.seq;
  const toSeq = messages.at(-1)?.seq;
  if (first === undefined || toSeq === undefined) return null;
  const previous = summary && summary.toSeq + 1 === first ? summary : null;
  return {
    fromSeq: previous?.fromSeq ?? first,
    toSeq,
    messages,
    previous,
    sourceTokens: (previous?.sourceTokens ?? 0) + size,
    mostTokens,
  };
}

/** Groups that do not stay as they were said, oldest first. */
function olderGroups(
  { policy, history, summary }: Given,
  rawRoom: number,
  tokens: (text: string) => number,
): HistoryMessage[][] {
  const groups = historyGroups(history.filter(({ seq }) => seq > (summary?.toSeq ?? 0)));
  let turns = 0;
  let used = 0;
  let first = groups.length;
  while (first > 0 && turns < policy.keepLastTurns) {
    const group = groups[first - 1] ?? [];
    used += sizeOf(group, tokens);
    if (used > rawRoom) break;
    if (group[0]?.message.role === "user") turns += 1;
    first -= 1;
  }
  return groups.slice(0, first);
}

/** At least one group; a larger one is shown clipped. */
function oldestWithin(groups: HistoryMessage[][], room: number, tokens: (text: string) => number): HistoryMessage[] {
  let used = 0;
  const end = groups.findIndex((group, at) => {
    used += sizeOf(group, tokens);
    return at > 0 && used > room;
  });
  return groups.slice(0, end === -1 ? groups.length : end).flat();
}

const sizeOf = (group: readonly HistoryMessage[], tokens: (text: string) => number): number =>
  group.reduce((total, { message }) => total + messageTokens(message, tokens), 0);

const REQUIRED: ReadonlySet<string> = new Set(["system", "tools", "examples", "turn"]);
const required = ({ segments }: ContextPlan): number =>
  segments.filter(({ part }) => REQUIRED.has(part)).reduce((total, one) => total + one.tokens, 0);
