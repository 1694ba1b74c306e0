import fc from "fast-check";
import { expect, test } from "vitest";
import { wordDiff } from "@/lib/harness/prompts/word-diff";

const text = fc.stringMatching(/^[ab \n"]{0,30}$/);
const joined = (parts: ReturnType<typeof wordDiff>, kind: "added" | "removed") =>
  parts.flatMap((part) => (part.kind === "same" || part.kind === kind ? part.text : [])).join("");

test("without what is added a word diff is the text before, without what is removed the text after", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = wordDiff(before, after);
      expect(joined(parts, "removed")).toBe(before);
      expect(joined(parts, "added")).toBe(after);
    }),
  );
});

test("only the word that changed is marked", () => {
  expect(wordDiff("Never promise a date.", "Never promise a refund.")).toEqual([
    { kind: "same", text: "Never promise a " },
    { kind: "removed", text: "date." },
    { kind: "added", text: "refund." },
  ]);
});
