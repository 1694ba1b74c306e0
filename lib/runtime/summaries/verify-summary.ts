import { identifiersOf } from "@/lib/runtime/summaries/identifiers-of";
import { lacksIdentifiers } from "@/lib/runtime/summaries/thread-summary";

type Given = {
  text: string;
  /** What was to be summarised, as it was shown. */
  source: string;
  /** A summary with more tokens is none. */
  mostTokens: number;
};

/** What a look at a summary shows. `tooLong`: it does not replace what it stands for; `missing`: identifiers that it lost. */
export type SummaryCheck = {
  tooLong: boolean;
  identifiers: { kept: number; total: number };
  missing: string[];
  /** It can stand for its messages without a word of warning. */
  complete: boolean;
};

/** Whether a summary is short enough and still holds what somebody would look up. An identifier is kept when it is in it letter for letter. */
export function verifySummary({ text, source, mostTokens }: Given, tokens: (text: string) => number): SummaryCheck {
  const all = identifiersOf(source);
  const missing = all.filter((one) => !text.includes(one));
  const identifiers = { kept: all.length - missing.length, total: all.length };
  const tooLong = text.trim() === "" || tokens(text) > mostTokens;
  return { tooLong, identifiers, missing, complete: !tooLong && !lacksIdentifiers({ identifiers }) };
}
