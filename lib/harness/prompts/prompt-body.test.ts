import fc from "fast-check";
import { expect, test } from "vitest";
import { type PromptBody, promptBody, promptParts, storedBody } from "@/lib/harness/prompts/prompt-body";
import { issuesByPart, promptIssues } from "@/lib/harness/prompts/prompt-issues";

const example = fc.record({ role: fc.constantFrom("user" as const, "assistant" as const), content: fc.string() });
const parts = fc.record({ system: fc.string(), examples: fc.array(example, { maxLength: 6 }), user: fc.string() });

test("messages and the parts of a call are the same prompt", () => {
  fc.assert(
    fc.property(parts, ({ examples, ...texts }) => {
      const prompt = { ...texts, ...(examples.length > 0 && { examples }) };
      expect(promptParts(promptBody(prompt))).toEqual(prompt);
      expect(storedBody(promptBody(prompt))).toEqual(promptBody(prompt));
    }),
  );
});

test("a stored prompt of two texts is read as instructions and a message", () => {
  expect(storedBody({ system: "Be brief.", user: "{{ input.q }}" })).toEqual({
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "{{ input.q }}" },
    ],
  });
  expect(storedBody({ system: "", user: "Go" })).toEqual({ messages: [{ role: "user", content: "Go" }] });
});

const told = (...messages: PromptBody["messages"]) => promptIssues({ messages }).map(({ pointer }) => pointer);
const [system, user, assistant] = (["system", "user", "assistant"] as const).map((role) => ({ role, content: "x" }));

test("an order that a model cannot be told is named with its message", () => {
  if (!system || !user || !assistant) throw new Error("three roles");
  expect(told(system, user, assistant, user)).toEqual([]);
  expect(told(user)).toEqual([]);
  expect(told(user, assistant)).toEqual(["/messages/1"]);
  expect(told(system, assistant, user)).toEqual(["/messages/1"]);
  expect(told(user, system, user)).toEqual(["/messages/1"]);
  expect(told(user, { ...assistant, content: " " }, user)).toEqual(["/messages/1"]);
  expect(told(user, { ...assistant, content: "{{ inptu.q }}" }, user)).toEqual(["/messages/1/content"]);
});

test("more examples than a call takes are refused where they begin", () => {
  if (!system || !user) throw new Error("roles");
  const pairs = (count: number) => Array.from({ length: count }, () => user);
  expect(told(system, ...pairs(41))).toEqual([]);
  expect(told(...pairs(42))).toEqual(["/messages/40"]);
});

test("a mistake is told at the part where it stands, with instructions before it or without", () => {
  const examples = [
    { role: "user" as const, content: "Hi" },
    { role: "assistant" as const, content: "{{ x" },
  ];
  for (const system of ["", "Be kind."]) {
    const issues = issuesByPart(promptBody({ system, examples, user: "ok" }));
    expect([issues.system, [...issues.examples.keys()], issues.user]).toEqual([undefined, [1], undefined]);
  }
});
