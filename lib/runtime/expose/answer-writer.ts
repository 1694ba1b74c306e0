import type { TextDelta } from "@/lib/observability/live/text-delta";

/** What a caller of a stream is told at the end: the rest of the answer, or that what they hold is not its beginning. */
export type AnswerEnd = { kind: "rest"; text: string } | { kind: "diverged" };

/**
 * Turns pieces of text into what a stream that cannot take anything back may say: words of the answering node, in order,
 * without gaps. What an agent says before a tool call stays, and the next turn begins after an empty line. A restarted
 * attempt says nothing until the whole answer is known.
 */
export function answerWriter(nodeKey: string | null) {
  let call = "";
  let attempt = 0;
  /** What was told of the current call. */
  let told = "";
  let isSilent = nodeKey === null;
  const isCurrent = (delta: TextDelta): boolean => delta.call === call && delta.attempt === attempt;

  const begin = (delta: TextDelta): string => {
    const separator = told === "" ? "" : "\n\n";
    call = delta.call;
    attempt = delta.attempt;
    told = "";
    return separator;
  };
  return {
    /** The text to send on, possibly none. */
    hear(delta: TextDelta): string {
      if (isSilent || delta.stepKey !== nodeKey) return "";
      isSilent = told !== "" && delta.attempt !== attempt;
      const separator = isSilent || isCurrent(delta) ? "" : begin(delta);
      isSilent ||= delta.offset !== told.length;
      if (isSilent) return "";
      told += delta.text;
      return separator + delta.text;
    },
    /** What is missing when the run is over. */
    end(answer: string): AnswerEnd {
      return answer.startsWith(told) ? { kind: "rest", text: answer.slice(told.length) } : { kind: "diverged" };
    },
  };
}
