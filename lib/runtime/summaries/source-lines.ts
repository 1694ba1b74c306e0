import type { HistoryMessage } from "@/lib/runtime/memory/plan-input";
import { clipText } from "@/lib/runtime/summaries/clip-text";

/** Results of tools are long and can be asked for again. */
const TOOL_CHARS = 2_000;
const TEXT_CHARS = 8_000;

/** Messages as lines of data: number, who, and what. */
export const sourceLines = (messages: readonly HistoryMessage[]): string[] => messages.flatMap(linesOf);

function linesOf({ seq, message }: HistoryMessage): string[] {
  if (message.role === "user") return [`[${seq}] user: ${clipText(message.text, TEXT_CHARS)}`];
  if (message.role === "tool")
    return message.replies.map(
      ({ name, outcome, value }) => `[${seq}] ${name}, ${outcome}: ${clipText(JSON.stringify(value), TOOL_CHARS)}`,
    );
  const said = message.text.trim() === "" ? [] : [`[${seq}] assistant: ${clipText(message.text, TEXT_CHARS)}`];
  const calls = message.toolCalls.map(
    ({ name, input }) => `[${seq}] assistant calls ${name}: ${clipText(JSON.stringify(input), TOOL_CHARS)}`,
  );
  return [...said, ...calls];
}
