import { expect, test } from "vitest";
import type { ModelAnswer, ModelRequest, ModelResult } from "@/lib/runtime/models/model-gateway";
import { createCallExecutors } from "@/lib/runtime/nodes/call-executors.server";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";

const OUTPUT = { type: "object", properties: { total: { type: "number" } }, required: ["total"] };
const prompt = (user: string) => ({ slot: "main", prompt: { system: "s", user } });
const config = (user = "Add 1 and 2") => ({ ...prompt(user), output: OUTPUT });

const said = (text: string): ModelAnswer => ({
  ...{ text, object: null, toolCalls: [], finishReason: "stop", responseModel: "m", simulated: true },
  usage: { input: 10, cacheRead: 0, cacheWrite: 0, output: 5, reasoning: 0 },
  countedBy: "provider",
});
const good: ModelResult = { ok: true, answer: { ...said('{"total":3}'), object: { total: 3 } } };
const wrong = (text: string): ModelResult => ({
  ok: false,
  failure: { class: "output_schema_invalid", message: "It does not fit.", answer: said(text) },
});

/** Dependencies whose gateway gives these answers in order, the last one for ever. */
function answering(...answers: ModelResult[]) {
  const fake = fakeCallDependencies();
  const asked: ModelRequest[] = [];
  fake.deps.gateway = {
    call: async (request) => {
      asked.push(request);
      return answers[Math.min(asked.length, answers.length) - 1] ?? good;
    },
  };
  return { ...fake, asked };
}

test("an answer of the wrong shape is shown to the model once, with what is wrong; the repair has its own entry, plan and span", async () => {
  const { deps, asked, calls, decisions } = answering(wrong('{"total":"three"}'), good);
  const step = fakeStep({ kind: "llm", config: config() });
  expect(await createCallExecutors(deps).llm(step.attempt(1))).toMatchObject({
    ok: true,
    output: { object: { total: 3 } },
  });
  expect(asked.map(({ call }) => call.name)).toEqual(["model:0", "model:0:repair"]);
  const [bad, words] = asked[1]?.messages.slice(-2) ?? [];
  expect(bad).toMatchObject({ role: "assistant", text: '{"total":"three"}' });
  expect(words).toMatchObject({ role: "user", text: expect.stringMatching(/at "\/total": .*number/s) });
  expect(calls.map(({ call }) => call)).toEqual(["model:0", "model:0:repair"]);
  expect(decisions).toHaveLength(2);
  expect(step.spans.map(({ ordinal, end }) => [ordinal, end.status])).toEqual([["model:0:repair", "ok"]]);
  const usage = { inputTokens: 10, outputTokens: 5 };
  expect(step.journal.get("model:0:repair")).toMatchObject({ usage });
  expect(step.journal.get("model:0")).toMatchObject({ value: { text: '{"total":3}' }, usage });
});

test("after a repair that did not help another model is asked, and everything that was said is counted", async () => {
  const { deps, asked } = answering(wrong("no"), wrong("still no"), good);
  const step = fakeStep({ kind: "llm", config: config(), fallbacks: ["sandbox/echo"] });
  expect(await createCallExecutors(deps).llm(step.attempt(1))).toMatchObject({ ok: true });
  expect(asked.map(({ modelId, call }) => `${modelId} ${call.name}`)).toEqual([
    "support-demo model:0",
    "support-demo model:0:repair",
    "echo model:0:1",
  ]);
  expect(step.journal.get("model:0")).toMatchObject({ usage: { inputTokens: 30, outputTokens: 15 } });
  expect(step.journal.has("model:0:repair")).toBe(false);
});

test("with nothing left the step fails with what was wrong, after one repair and no more", async () => {
  const { deps, asked } = answering(wrong("no"));
  const step = fakeStep({ kind: "llm", config: config() });
  expect(await createCallExecutors(deps).llm(step.attempt(1))).toMatchObject({
    ok: false,
    failure: { class: "output_schema_invalid" },
  });
  expect(asked).toHaveLength(2);
});

test("a repair that is in the journal is not asked for again", async () => {
  const { deps, asked } = answering(wrong("no"), good, wrong("no"));
  const step = fakeStep({ kind: "llm", config: config() });
  const { llm } = createCallExecutors(deps);
  await llm(step.attempt(1));
  step.journal.delete("model:0");
  expect(await llm(step.attempt(2))).toMatchObject({ ok: true, output: { object: { total: 3 } } });
  expect(asked.map(({ call }) => call.name)).toEqual(["model:0", "model:0:repair", "model:0"]);
});

test("the sandbox's broken JSON is repaired within the attempt, with the answer to what was asked", async () => {
  const { deps, requests } = fakeCallDependencies();
  const labels = [
    { key: "technical", description: "Something is broken" },
    { key: "billing", description: "Invoices and payments" },
  ];
  const sorting = (text: string) =>
    fakeStep({
      kind: "classify",
      config: { slot: "main", instruction: "Sort.", labels },
      input: { text },
      model: "sandbox/triage-demo",
    });
  const { classify } = createCallExecutors(deps);
  const once = sorting("[simulate bad-json once] I was charged twice");
  expect(await classify(once.attempt(1))).toMatchObject({ ok: true, output: { label: "billing" } });
  expect(requests.map(({ call }) => call.name)).toEqual(["model:0", "model:0:repair"]);
  const always = sorting("[simulate bad-json] I was charged twice");
  expect(await classify(always.attempt(1))).toMatchObject({ failure: { class: "output_schema_invalid" } });
  expect(requests).toHaveLength(4);
});

test("what the provider finds too long is planned again once for less; still too long, the step fails", async () => {
  const long: ModelResult = { ok: false, failure: { class: "context_overflow", message: "Too long." } };
  const user = "Go on";
  const { deps, asked, calls } = answering(long, long);
  deps.memory.history = async () =>
    Array.from({ length: 20 }, (_, at) => ({
      seq: at + 1,
      message: { role: "user" as const, text: "earlier ".repeat(40) },
      trust: "user",
    }));
  deps.memory.lastSeq = async () => 20;
  const thread = { run: { threadId: "00000000-0000-7000-8000-0000000000aa" } };
  const step = fakeStep({ kind: "llm", config: { ...prompt(user), context: { history: "thread" } }, ...thread });
  expect(await createCallExecutors(deps).llm(step.attempt(1))).toMatchObject({
    ok: false,
    failure: { class: "context_overflow" },
  });
  expect(asked.map(({ call }) => call.name)).toEqual(["model:0", "model:0:compact"]);
  const [first, second] = calls.map(({ plan }) => plan.used);
  expect(second ?? 0).toBeLessThanOrEqual((first ?? 0) * 0.75);
  expect(asked[1]?.messages.length).toBeLessThan(asked[0]?.messages.length ?? 0);
});
