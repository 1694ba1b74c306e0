import { lineDiff } from "@/lib/harness/prompts/line-diff";

export type DiffWord = { kind: "same" | "added" | "removed"; text: string };

/** The words that turn one text into another; white space counts as a word, so that joining the parts gives the texts. */
export function wordDiff(before: string, after: string): DiffWord[] {
  // One word a line, with its own line breaks written out.
  const lines = (text: string) =>
    text
      .split(/(\s+)/)
      .filter((word) => word !== "")
      .map((word) => JSON.stringify(word))
      .join("\n");
  if (before === "" || after === "")
    return [
      ...(before === "" ? [] : [{ kind: "removed" as const, text: before }]),
      ...(after === "" ? [] : [{ kind: "added" as const, text: after }]),
    ];
  const words: DiffWord[] = [];
  for (const { kind, text } of lineDiff(lines(before), lines(after))) {
    const word = String(JSON.parse(text));
    const last = words.at(-1);
    if (last?.kind === kind) last.text += word;
    else words.push({ kind, text: word });
  }
  return words;
}
