import type { HistoryMessage } from "@/lib/runtime/memory/plan-input";
import { identifiersOf } from "@/lib/runtime/summaries/identifiers-of";
import { sourceLines } from "@/lib/runtime/summaries/source-lines";

type Given = {
  /** Text of the summary before, or null. */
  previous: string | null;
  messages: readonly HistoryMessage[];
  mostTokens: number;
};

/** A sentence is cut so that several fit. */
const LINES = 8;
const CHARS_PER_TOKEN = 4;
const LONGEST_LINE = 240;
const SHORTEST_LINE = 60;
const MOST_LINES = 400;
/** What a person says first is what the turn is about. */
const OF_USER = 2;
const HEAD = /^\[\d+\] [^:]{1,80}: /u;
const OPENS_USER = /^\[\d+\] user: /u;

/**
 * Sentences of the messages, word for word, within `mostTokens`: those with most identifiers and those of people first,
 * newer before older; told in their order. Null when not one fits. Needs no model.
 */
export function extractSummary({ previous, messages, mostTokens }: Given, tokens: (text: string) => number) {
  const chars = Math.min(LONGEST_LINE, Math.max(SHORTEST_LINE, Math.floor((mostTokens * CHARS_PER_TOKEN) / LINES)));
  const said = sourceLines(messages).flatMap((line) => sentencesOf(line, chars));
  const lines = [...new Set([...(previous?.split("\n") ?? []), ...said])].filter((line) => line.trim() !== "");
  const ranked = lines
    .map((line, at) => ({ at, score: identifiersOf(line).length + (OPENS_USER.test(line) ? OF_USER : 0) }))
    .sort((a, b) => b.score - a.score || b.at - a.at)
    .slice(0, MOST_LINES);
  const kept = new Set<number>();
  const textOf = () => lines.filter((_, at) => kept.has(at)).join("\n");
  for (const { at } of ranked) {
    kept.add(at);
    if (tokens(textOf()) > mostTokens) kept.delete(at);
  }
  return kept.size === 0 ? null : textOf();
}

/** Each sentence of a line, with who said it. */
function sentencesOf(line: string, chars: number): string[] {
  const one = line.replaceAll(/\s+/gu, " ");
  const head = HEAD.exec(one)?.[0] ?? "";
  return one
    .slice(head.length)
    .split(/(?<=[.!?])\s/u)
    .map((sentence) => firstWords(`${head}${sentence}`, chars));
}

function firstWords(line: string, chars: number): string {
  if (line.length <= chars) return line;
  const cut = line.slice(0, chars);
  const end = cut.lastIndexOf(" ");
  return `${end > chars / 2 ? cut.slice(0, end) : cut} …`;
}
