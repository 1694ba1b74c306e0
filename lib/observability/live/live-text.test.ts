import { expect, test } from "vitest";
import { applyDelta, type LiveTexts } from "@/lib/observability/live/live-text";
import type { TextDelta } from "@/lib/observability/live/text-delta";

const delta = (text: string, change: Partial<TextDelta> = {}): TextDelta => ({
  nodeKey: "reply",
  stepKey: "reply",
  call: "model:0",
  attempt: 1,
  offset: 0,
  text,
  ...change,
});
const told = (...deltas: TextDelta[]): LiveTexts => deltas.reduce(applyDelta, {});

test("pieces of one call are joined, step by step", () => {
  const texts = told(delta("Good "), delta("One", { stepKey: "reply[1]" }), delta("day.", { offset: 5 }));
  expect(texts.reply?.text).toBe("Good day.");
  expect(texts["reply[1]"]?.text).toBe("One");
});

test("a restarted attempt replaces the text, and so does the next call of the step", () => {
  expect(told(delta("Good d"), delta("Hello", { attempt: 2 })).reply?.text).toBe("Hello");
  expect(told(delta("Let me look."), delta("Found", { call: "model:1" })).reply?.text).toBe("Found");
  expect(told(delta("Good d"), delta("Good day")).reply?.text).toBe("Good day");
});

test("who comes late is told that the beginning is missing", () => {
  expect(told(delta("day.", { offset: 5 })).reply).toMatchObject({ text: "day.", isPartial: true });
});
