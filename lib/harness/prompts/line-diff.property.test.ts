import fc from "fast-check";
import { expect, test } from "vitest";
import { lineDiff } from "@/lib/harness/prompts/line-diff";

const text = fc
  .array(fc.constantFrom("a", "b", "c", ""), { minLength: 1, maxLength: 12 })
  .map((lines) => lines.join("\n"));

test("kept and removed lines are the text before, kept and added ones the text after", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDiff(before, after);
      const without = (kind: string) => lines.filter((line) => line.kind !== kind).map((line) => line.text);
      expect(without("added").join("\n")).toBe(before);
      expect(without("removed").join("\n")).toBe(after);
    }),
  );
});

test("equal texts have no difference and one changed line is one line out and one in", () => {
  expect(lineDiff("x\ny", "x\ny").every((line) => line.kind === "same")).toBe(true);
  expect(lineDiff("x\ny\nz", "x\nY\nz").map((line) => line.kind)).toEqual(["same", "removed", "added", "same"]);
});
