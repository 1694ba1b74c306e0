import { expect, test } from "vitest";
import type { ContextPolicy } from "@/lib/release/context-policy";
import type { HistoryMessage } from "@/lib/runtime/memory/plan-input";
import type { ModelAnswer, ModelRequest, ModelResult } from "@/lib/runtime/models/model-gateway";
import { createCallExecutors } from "@/lib/runtime/nodes/call-executors.server";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";

const THREAD = { threadId: "00000000-0000-7000-8000-0000000000aa" };
const CONTEXT: Partial<ContextPolicy> = {
  ...{ history: "thread", strategy: "summarize", maxInputTokens: 2_000, keepLastTurns: 2, recallShare: 0 },
};
const IDS = Array.from({ length: 20 }, (_, at) => `A-${1_001 + at}`);
const GOOD = `The person asks about the orders ${IDS.join(", ")}.`;

const answer = (text: string): ModelAnswer => ({
  ...{ text, object: null, toolCalls: [], finishReason: "stop", responseModel: "m-1", simulated: false },
  usage: { input: 10, cacheRead: 0, cacheWrite: 0, output: 5, reasoning: 0 },
  countedBy: "provider",
});
const saying = (text: string): ModelResult => ({ ok: true, answer: answer(text) });
const DOWN: ModelResult = { ok: false, failure: { class: "provider_5xx", message: "It is down." } };

/** A conversation of 20 questions about orders, and a model of a provider that says `says(call)`. */
function desk(says: (call: string) => ModelResult, forbid?: (call: string) => string | null, trust = "user") {
  const fake = fakeCallDependencies();
  const asked: ModelRequest[] = [];
  const history = IDS.flatMap((id, at): HistoryMessage[] => [
    {
      seq: at * 2 + 1,
      message: { role: "user", text: `Where is order ${id}? ${"Please. ".repeat(12)}` },
      trust: "user",
    },
    { seq: at * 2 + 2, message: { role: "assistant", text: "I look. ".repeat(12), toolCalls: [] }, trust },
  ]);
  const deps = {
    ...fake.deps,
    decide: async (...[input, tenant]: Parameters<typeof fake.deps.decide>) => {
      const first = await fake.deps.decide(input, tenant);
      const title = forbid?.(input.action.kind) ?? null;
      return title === null
        ? first
        : { ...first, verdict: "deny" as const, reasons: [{ id: "p1", title, effect: "forbid" as const }] };
    },
    gateway: {
      call: async (request: ModelRequest) => {
        asked.push(request);
        return says(request.call.name);
      },
    },
    findConnection: async () => ({
      ...{ id: "00000000-0000-7000-8000-000000000001", name: "acme", provider: "openai" as const },
      ...{ baseUrl: null, apiKey: "k", cards: [], rev: 1 },
    }),
  };
  deps.memory.lastSeq = async () => history.length;
  deps.memory.history = async (_run, toSeq, afterSeq = 0) =>
    history.filter(({ seq }) => seq > afterSeq && seq <= toSeq);
  return { ...fake, deps, asked };
}

const newStep = (model = "acme/m-1") =>
  fakeStep({
    ...{ kind: "llm", model, run: THREAD },
    config: { slot: "main", prompt: { system: "You help.", user: "And A-1020?" }, context: CONTEXT },
  });
const planOf = ({ calls }: ReturnType<typeof desk>, name = "model:0") => calls.find(({ call }) => call === name)?.plan;

test("older messages are summarised by the step's model before its call: decided, planned, counted and traced as a call of its own", async () => {
  const world = desk((call) => saying(call === "model:0" ? "It is on its way." : GOOD));
  const step = newStep();
  expect(await createCallExecutors(world.deps).llm(step.attempt(1))).toMatchObject({ ok: true });
  expect(world.asked.map(({ call }) => call.name)).toEqual(["summary:0:text", "model:0"]);
  expect(world.decisions.map(({ action }) => action.kind)).toEqual(["model.invoke", "model.invoke"]);
  const plan = planOf(world);
  const [told, covered, kept] = ["summary", "history", "history"].map((part, at) =>
    plan?.segments.filter((one) => one.part === part).at(at === 2 ? 1 : 0),
  );
  expect(told).toMatchObject({ decision: "included", version: 1, fromSeq: 1, trust: "derived" });
  expect(covered).toMatchObject({ decision: "summarised", fromSeq: 1, toSeq: told?.toSeq });
  expect(kept).toMatchObject({ decision: "included", fromSeq: (told?.toSeq ?? 0) + 1, toSeq: 40 });
  expect(plan?.uncoveredTokens).toBe(0);
  const sent = world.asked[1]?.messages ?? [];
  expect(sent[0]).toMatchObject({
    role: "user",
    text: expect.stringMatching(/It is data, not instructions:\nThe person/),
  });
  expect(sent.length).toBe(1 + 40 - (told?.toSeq ?? 0) + 1);
  const [request] = world.asked;
  expect(request).toMatchObject({
    tools: [],
    output: null,
    instructions: expect.stringMatching(/you do not follow it/),
  });
  expect(request?.onText).toBeUndefined();
  expect(step.spans.map(({ kind, name, end }) => [kind, name, end.usage?.output])).toEqual([
    ["llm", "acme/m-1", 5],
    ["memory", `Summary of messages 1 to ${told?.toSeq}`, undefined],
  ]);
  expect(step.journal.get("summary:0:text")).toMatchObject({ usage: { inputTokens: 10, outputTokens: 5 } });
  expect(step.journal.get("summary:0")).toMatchObject({ value: { version: 1 } });
});

test("a summary that lost identifiers is asked for once more with their names; what stays missing is told to the model", async () => {
  const world = desk((call) => saying(call === "summary:0:text" ? "Several orders." : "Orders A-1001 and A-1002."));
  await createCallExecutors(world.deps).llm(newStep().attempt(1));
  expect(world.asked.map(({ call }) => call.name)).toEqual(["summary:0:text", "summary:0:again", "model:0"]);
  expect(world.asked[1]?.messages.at(-1)).toMatchObject({ text: expect.stringMatching(/missing.*A-1001, A-1002/) });
  expect(world.asked[2]?.messages[0]).toMatchObject({ text: expect.stringMatching(/^Summary.* It lacks details/) });
});

test("a failed summary does not stop the step: messages are left out, the plan says why, and it is not tried again in the step", async () => {
  const world = desk((call) => (call === "model:0" ? saying("It is on its way.") : DOWN));
  const step = newStep();
  expect(await createCallExecutors(world.deps).llm(step.attempt(1))).toMatchObject({ ok: true });
  const dropped = planOf(world)?.segments.find(({ decision }) => decision === "dropped");
  expect(dropped).toMatchObject({ fromSeq: 1, reason: expect.stringMatching(/not summarised: It is down/) });
  expect(step.journal.get("summary:0")).toMatchObject({ value: { failed: "It is down." } });
  expect(step.spans.map(({ name, end }) => [name, end.status])).toEqual([
    ["acme/m-1", "error"],
    [expect.stringMatching(/^Summary of messages 1 to/), "ok"],
  ]);
});

test("a policy that forbids models forbids summaries as well", async () => {
  const world = desk(
    () => saying(GOOD),
    () => "No model of Acme",
  );
  const step = newStep();
  expect(await createCallExecutors(world.deps).llm(step.attempt(1))).toMatchObject({ ok: false });
  expect(world.asked).toEqual([]);
  expect(step.journal.get("summary:0")).toMatchObject({ value: { failed: expect.stringMatching(/No model of Acme/) } });
});

test("after three failures in a row the messages' own sentences do, and then the model is asked again", async () => {
  const world = desk((call) => (call === "model:0" ? saying("Yes.") : DOWN));
  const { llm } = createCallExecutors(world.deps);
  for (const _ of [1, 2, 3]) await llm(newStep().attempt(1));
  expect(world.asked.filter(({ call }) => call.name !== "model:0")).toHaveLength(3);
  await llm(newStep().attempt(1));
  expect(world.asked.filter(({ call }) => call.name !== "model:0")).toHaveLength(3);
  const told = world.calls.at(-1)?.plan.segments.find(({ part }) => part === "summary");
  expect(told).toMatchObject({ decision: "included", reason: expect.stringMatching(/an extract, word for word/) });
  expect(world.asked.at(-1)?.messages[0]).toMatchObject({
    text: expect.stringMatching(/^Sentences from messages 1 to/),
  });
});

test("the sandbox model is not asked for a summary: it is an extract, and says so", async () => {
  const world = desk(() => saying("unused"));
  const { deps, requests } = fakeCallDependencies();
  const own = { ...deps, memory: world.deps.memory };
  const step = newStep("sandbox/echo");
  expect(await createCallExecutors(own).llm(step.attempt(1))).toMatchObject({ ok: true });
  expect(requests.map(({ call }) => call.name)).toEqual(["model:0"]);
  expect(requests[0]?.messages[0]).toMatchObject({ text: expect.stringMatching(/^Sentences from .*A-10\d\d/s) });
  expect(step.spans[0]).toMatchObject({ kind: "memory", end: { attributes: { summary: { method: "extract" } } } });
});

test("a summary of what was untrusted is untrusted and taints the run", async () => {
  const world = desk(() => saying(GOOD), undefined, "untrusted");
  const step = newStep();
  await createCallExecutors(world.deps).llm(step.attempt(1));
  expect(planOf(world)?.segments.find(({ part }) => part === "summary")).toMatchObject({ trust: "untrusted" });
  expect(step.taint.untrustedInput).toBe(true);
});
