import fc from "fast-check";
import { expect, test } from "vitest";
import { cutPassages } from "@/lib/harness/knowledge/cut-passages";

const words = (count: number, word = "word") => Array.from({ length: count }, (_, at) => `${word}${at}`).join(" ");
const count = (text: string) => text.split(/\s+/).filter(Boolean).length;

test("a heading begins a passage of its own, with the headings above it", () => {
  const text = "Before.\n\n# Returns\n\nIn 30 days.\n\n## Damaged goods #\n\nSend a picture.\n\n# Delivery\nTwo days.";
  expect(cutPassages(text, "markdown")).toEqual([
    { heading: "", text: "Before." },
    { heading: "Returns", text: "In 30 days." },
    { heading: "Returns > Damaged goods", text: "Send a picture." },
    { heading: "Delivery", text: "Two days." },
  ]);
});

test("in plain text, and inside of a block of code, nothing is a heading", () => {
  expect(cutPassages("# Not a heading\n\nText", "text")).toEqual([{ heading: "", text: "# Not a heading\n\nText" }]);
  const code = "# Setup\n\n```\n# a comment\n\nrun()\n```";
  expect(cutPassages(code, "markdown")).toEqual([{ heading: "Setup", text: "```\n# a comment\n\nrun()\n```" }]);
});

test("paragraphs are joined to 200 to 300 words; one that is too long is cut at sentences, and those at words", () => {
  const sizes = (text: string) => cutPassages(text, "text").map((passage) => count(passage.text));
  expect(sizes([words(90), words(90), words(90), words(20)].join("\n\n"))).toEqual([270, 20]);
  expect(sizes([words(150), words(180), words(10)].join("\n\n"))).toEqual([150, 190]);
  expect(sizes(Array.from({ length: 5 }, () => `${words(100)}.`).join(" "))).toEqual([300, 200]);
  expect(sizes(words(700))).toEqual([300, 300, 100]);
  expect(cutPassages("汉".repeat(5_000), "text").map((passage) => passage.text.length)).toEqual([2_400, 2_400, 200]);
});

test("no passage is too long or empty, no word is lost, and the same text gives the same passages", () => {
  const paragraph = fc.array(fc.stringMatching(/^[a-z]{1,12}[.!?]?$/), { minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(fc.array(paragraph, { maxLength: 8 }), fc.constantFrom("\n\n", "\r\n\r\n"), (paragraphs, between) => {
      const text = paragraphs.map((one) => one.join(" ")).join(between);
      const passages = cutPassages(text, "text");
      for (const passage of passages) {
        expect(count(passage.text)).toBeGreaterThan(0);
        expect(count(passage.text)).toBeLessThanOrEqual(300);
        expect(passage.text.length).toBeLessThanOrEqual(2_400);
      }
      expect(passages.flatMap((passage) => passage.text.split(/\s+/))).toEqual(text.split(/\s+/).filter(Boolean));
      expect(cutPassages(text, "text")).toEqual(passages);
    }),
    { numRuns: 60 },
  );
});

test("an empty document has no passages", () => {
  expect(cutPassages(" \n\n ", "markdown")).toEqual([]);
  expect(cutPassages("# Only a title", "markdown")).toEqual([]);
});
