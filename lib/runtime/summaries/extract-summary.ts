import type { HistoryMessage } from "@/lib/runtime/memory/plan-input";
import { identifiersOf } from "@/lib/runtime/summaries/identifiers-of";
import { sourceLines } from "@/lib/runtime/summaries/source-lines";

type Given = {
  /** Text of the summary before, or null. */
  previous: string | null;
  messages: readonly HistoryMessage[];
  mostTokens: number;
};

const LINE_CHARS = 240;
const MOST_LINES = 400;
/** A line of a person says what the conversation is about. */
const OF_USER = 2;
const MARK = /^\[\d+\] user: /;

/**
 * Sentences of the messages, word for word, within `mostTokens`: those with most identifiers and those of people first,
 * newer before older; told in their order. Null when not one fits. Needs no model.
 */
export function extractSummary({ previous, messages, mostTokens }: Given, tokens: (text: string) => number) {
  const lines = [...(previous?.split("\n") ?? []), ...sourceLines(messages).map(firstWords)].filter(
    (line) => line.trim() !== "",
  );
  const ranked = lines
    .map((line, at) => ({ at, score: identifiersOf(line).length + (MARK.test(line) ? OF_USER : 0) }))
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

/** The beginning of a line up to the end of a sentence or a word. */
function firstWords(line: string): string {
  const one = line.replaceAll(/\s+/gu, " ");
  if (one.length <= LINE_CHARS) return one;
  const cut = one.slice(0, LINE_CHARS);
  const sentence = cut.lastIndexOf(". ");
  return sentence > LINE_CHARS / 2 ? cut.slice(0, sentence + 1) : `${cut.slice(0, cut.lastIndexOf(" "))} …`;
}
