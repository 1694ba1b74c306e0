import { expect, test } from "vitest";
import { answerNode, answerOf, chatField } from "@/lib/runtime/expose/chat-shape";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";

const inputs = (properties: Record<string, { type: string }>, required: string[] = []) => ({
  type: "object",
  properties,
  required,
});
const [text, number] = [{ type: "string" }, { type: "number" }];

test("a harness can be talked to when a text is all it needs", () => {
  expect(chatField(inputs({ message: text }))).toBe("message");
  expect(chatField(inputs({ topic: text, limit: number }, ["topic"]))).toBe("topic");
  expect(chatField(inputs({ message: text, customer: text }))).toBe("message");
  expect(chatField(inputs({ message: text, customer: text }, ["customer"]))).toBeNull();
  expect(chatField(inputs({ a: text, b: text }))).toBeNull();
  expect(chatField(inputs({ limit: number }))).toBeNull();
  expect(chatField({ type: "object" })).toBeNull();
});

test("the answer is the field of that name, else the only text, else everything", () => {
  expect(answerOf({ answer: "Yes", note: "x" })).toBe("Yes");
  expect(answerOf({ summary: "Short", count: 2 })).toBe("Short");
  expect(answerOf({ a: "1", b: "2" })).toBe('{"a":"1","b":"2"}');
  expect(answerOf({ answer: { a: 1 } })).toBe('{"answer":{"a":1}}');
  expect(answerOf("Hi")).toBe("Hi");
  expect(answerOf(null)).toBe("null");
});

const LLM = { slot: "main", prompt: { system: "", user: "" } };
const ends = (...answers: string[]) =>
  testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "reply", kind: "llm", config: LLM },
      ...answers.map((cel, at) => ({ key: `done_${at}`, kind: "end" as const, in: { answer: { cel } } })),
    ],
    ["start > reply", ...answers.map((_, at) => `reply > done_${at}`)],
  );

test("the answering node is the one whose text every end takes as it is", () => {
  expect(answerNode(ends("steps.reply.output.text"))).toBe("reply");
  expect(answerNode(ends("steps.reply.output.text", "steps.reply.output.text"))).toBe("reply");
  expect(answerNode(ends("'Dear: ' + steps.reply.output.text"))).toBeNull();
  expect(answerNode(ends("steps.reply.output.text", "'no'"))).toBeNull();
  expect(answerNode(ends("steps.start.output.message"))).toBeNull();
});
