import { expect, test } from "vitest";
import { markdownBlocks } from "@/components/ui/markdown-blocks";

test("headings, lists, code and emphasis are read", () => {
  expect(markdownBlocks("# A *b*\n\n- one\n- `two`\n\n```\nx < 1\n```\nend **now**")).toEqual([
    {
      kind: "heading",
      level: 1,
      inlines: [
        { kind: "text", text: "A " },
        { kind: "em", text: "b" },
      ],
    },
    { kind: "list", ordered: false, items: [[{ kind: "text", text: "one" }], [{ kind: "code", text: "two" }]] },
    { kind: "code", text: "x < 1" },
    {
      kind: "paragraph",
      inlines: [
        { kind: "text", text: "end " },
        { kind: "strong", text: "now" },
      ],
    },
  ]);
});

test("HTML stays text, an image is a link, and only web addresses are links", () => {
  const inlines = (text: string) => markdownBlocks(text).flatMap((block) => ("inlines" in block ? block.inlines : []));
  expect(inlines("<img src=x onerror=alert(1)>")).toEqual([{ kind: "text", text: "<img src=x onerror=alert(1)>" }]);
  expect(inlines("![p](https://a.test/p.png)")).toEqual([{ kind: "link", text: "p", href: "https://a.test/p.png" }]);
  expect(inlines("[x](javascript:alert(1))")[0]).toEqual({ kind: "text", text: "x" });
});

test("a long hostile text is read in linear time", () => {
  const started = performance.now();
  markdownBlocks("*".repeat(10_000) + "[".repeat(10_000));
  expect(performance.now() - started).toBeLessThan(500);
});
