import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { RE2JS } from "re2js";
import { expect, test } from "vitest";
import type { JsonSchema } from "@/lib/release/json-schema";
import { SandboxScript } from "@/lib/release/sandbox-script";
import { chooseAction, type SandboxAsk } from "@/lib/runtime/models/sandbox-provider/choose-action";
import { minimalInstance } from "@/lib/runtime/models/sandbox-provider/minimal-instance";
import type { PromptFacts } from "@/lib/runtime/models/sandbox-provider/read-prompt";
import { sandboxModel } from "@/lib/runtime/models/sandbox-provider/sandbox-model";
import { SANDBOX_SCRIPTS } from "@/lib/runtime/models/sandbox-provider/sandbox-scripts";

const scripts = [...SANDBOX_SCRIPTS];
const script = (name: string): SandboxScript => SandboxScript.parse(SANDBOX_SCRIPTS.get(name));
const facts = (change: Partial<PromptFacts>): PromptFacts => ({
  ...{ system: "", user: "", turn: 1, outcomes: {}, results: {}, text: "" },
  ...change,
});
const ask = (change: Partial<PromptFacts>, more: Partial<SandboxAsk> = {}): SandboxAsk => ({
  ...{ facts: facts(change), tools: new Set<string>(), output: null, attempt: 1 },
  ...more,
});
const PLAN: JsonSchema = {
  type: "object",
  title: "Plan",
  properties: { questions: { type: "array", items: { type: "string" }, minItems: 1 } },
  required: ["questions"],
};

test.each(scripts)("%s is a valid script with valid patterns", (_name, given) => {
  const { rules } = SandboxScript.parse(given);
  for (const { when } of rules) if (when.userMatches) expect(() => RE2JS.compile(when.userMatches ?? "")).not.toThrow();
});

test("every model speaks version 4 of the provider protocol: another one half works", () => {
  const { specificationVersion } = sandboxModel("echo", script("echo"), async () => {});
  const compatible = createOpenAICompatible({ name: "x", baseURL: "https://x.example" }).chatModel("m");
  expect([specificationVersion, compatible.specificationVersion]).toEqual(["v4", "v4"]);
});

test("the research script plans, searches, notes and reports", () => {
  const research = script("research-demo");
  const plan = chooseAction(research, ask({ user: "Topic: heat pumps in old houses" }, { output: PLAN }));
  expect(plan).toMatchObject({ kind: "json", value: { questions: expect.arrayContaining([expect.any(String)]) } });
  const tools = new Set(["web_search"]);
  const search = chooseAction(research, ask({ user: "What do heat pumps cost?" }, { tools }));
  expect(search).toMatchObject({ kind: "call", calls: [{ name: "web_search" }] });
  const results = { web_search: { results: [{ title: "What heat pumps cost", excerpt: "18,000 EUR" }] } };
  const found = { user: "What do heat pumps cost?", turn: 2, outcomes: { web_search: "ok" as const }, results };
  expect(chooseAction(research, ask(found, { tools }))).toMatchObject({ text: expect.stringContaining("18,000 EUR") });
  const report = chooseAction(research, ask({ system: "Write a report.", user: "Note one. Note two." }));
  expect(report).toMatchObject({ kind: "say", text: expect.stringContaining("Note one") });
});

test("an amount in words of the customer becomes a number of the tool", () => {
  const support = script("support-demo");
  const known = {
    user: "Please refund EUR 30.50 for order A-1002",
    turn: 2,
    outcomes: { orders_get: "ok" as const },
    results: { orders_get: { id: "A-1002", total: 99 } },
  };
  const action = chooseAction(support, ask(known, { tools: new Set(["orders_get", "refund_create"]) }));
  expect(action).toMatchObject({ kind: "call", calls: [{ name: "refund_create", input: { amount: 30.5 } }] });
});

test("what no rule covers is answered honestly, or with the smallest value that fits", () => {
  const empty: SandboxScript = { v: 1, seed: 1, latencyMs: [0, 0], rules: [], faults: [] };
  expect(chooseAction(empty, ask({ user: "?" }))).toMatchObject({ text: expect.stringContaining("[simulated]") });
  expect(chooseAction(empty, ask({ user: "?" }, { output: PLAN }))).toMatchObject({ value: { questions: [""] } });
  expect(minimalInstance({ type: "object", properties: { a: { enum: ["x", "y"] } }, required: ["a"] })).toEqual({
    a: "x",
  });
});

test("the support script keeps one note: a second one changes it, over the version that it was told", () => {
  const support = script("support-demo");
  const tools = new Set(["memory_save", "memory_update", "memory_search"]);
  const user = "Please remember that I prefer mail";
  const save = chooseAction(support, ask({ user }, { tools }));
  expect(save).toEqual({
    kind: "call",
    calls: [{ name: "memory_save", input: { key: "note", content: "I prefer mail" } }],
  });
  const taken = {
    user,
    turn: 2,
    outcomes: { memory_save: "error" as const },
    results: { memory_save: { version: 3 } },
  };
  expect(chooseAction(support, ask(taken, { tools }))).toMatchObject({
    calls: [{ name: "memory_update", input: { key: "note", content: "I prefer mail", version: 3 } }],
  });
  const found = (entries: { content: string }[]) =>
    ask({
      user: "What do you know?",
      turn: 2,
      outcomes: { memory_search: "ok" },
      results: { memory_search: { entries } },
    });
  expect(chooseAction(support, found([{ content: "Prefers mail" }]))).toMatchObject({
    text: "This is what I know: Prefers mail.",
  });
  expect(chooseAction(support, found([]))).toMatchObject({ text: "This is what I know: nothing." });
});
