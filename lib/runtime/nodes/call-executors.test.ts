import { expect, test } from "vitest";
import { findBuiltInTool } from "@/lib/release/built-in-tools";
import type { ToolDefinition } from "@/lib/release/tool-definition";
import { createCallExecutors } from "@/lib/runtime/nodes/call-executors.server";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";

const tool = (key: string): ToolDefinition => {
  const found = findBuiltInTool(key);
  if (!found) throw new Error(key);
  return found;
};
const agent = (user: string, more: Record<string, number> = {}) => ({
  slot: "main",
  prompt: { system: "You are the support desk.", user },
  tools: ["orders_get", "refund_create"],
  maxTurns: 8,
  maxTokens: 60_000,
  parallelToolCalls: 4,
  ...more,
});
const agentStep = (user: string, more: Record<string, number> = {}) =>
  fakeStep({ kind: "agent", config: agent(user, more), tools: [tool("orders_get"), tool("refund_create")] });

test("an agent calls a tool and answers from its result; each call has a plan, a span and a decision", async () => {
  const { deps, calls, decisions } = fakeCallDependencies();
  const step = agentStep("Where is order A-1001?");
  const result = await createCallExecutors(deps).agent(step.attempt(1));
  expect(result).toMatchObject({
    ok: true,
    port: "out",
    output: { text: expect.stringContaining("Order A-1001 is"), turns: 2, toolCalls: 1, stopped: "answer" },
  });
  expect(calls.map(({ call, plan }) => [call, plan.status])).toEqual([
    ["model:0", "ok"],
    ["model:1", "ok"],
  ]);
  expect(decisions.map(({ action }) => action.kind)).toEqual(["model.invoke", "tool.call", "model.invoke"]);
  expect(step.spans.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "llm sandbox/support-demo",
    "tool orders_get",
    "llm sandbox/support-demo",
  ]);
  expect(step.spans[0]?.end).toMatchObject({ usage: { reasoning: 0 }, costMicros: 0, simulated: true });
});

test("finished calls are never repeated: a second attempt goes on where the first one stopped", async () => {
  const { deps, requests } = fakeCallDependencies();
  const step = agentStep("Where is order A-1001?");
  const { agent } = createCallExecutors(deps);
  const first = await agent(step.attempt(1));
  const before = requests.length;
  step.journal.delete("model:1");
  expect(await agent(step.attempt(2))).toEqual(first);
  expect(requests.slice(before).map((request) => request.call.name)).toEqual(["model:1"]);
});

test("a forbidden tool is a span with the policy's title, is told to the model, and the run goes on", async () => {
  const { deps } = fakeCallDependencies(({ action }) => (action.kind === "tool.call" ? "No order data" : null));
  const step = agentStep("Where is order A-1001?");
  const result = await createCallExecutors(deps).agent(step.attempt(1));
  expect(result).toMatchObject({
    ok: true,
    output: { text: expect.stringContaining("I am not allowed to look at orders") },
  });
  const denial = step.spans.find(({ kind }) => kind === "policy");
  expect(denial).toMatchObject({
    name: "No order data",
    end: { status: "error", error: { class: "policy_denied" }, toolName: "orders_get", decisionIds: ["d-deny"] },
  });
  expect(step.spans.some(({ kind }) => kind === "tool")).toBe(false);
});

test("a forbidden model fails the step with the policy's title, and nothing is sent", async () => {
  const { deps, requests } = fakeCallDependencies(({ action }) =>
    action.kind === "model.invoke" ? "No models" : null,
  );
  const step = agentStep("Hello");
  expect(await createCallExecutors(deps).agent(step.attempt(1))).toMatchObject({
    ok: false,
    failure: { class: "policy_denied", policies: ["No models"], nodeKey: "step" },
  });
  expect(requests).toHaveLength(0);
});

test("a failed model call is not journaled, so the next attempt asks again", async () => {
  const { deps } = fakeCallDependencies();
  const step = agentStep("[simulate outage once] Where is order A-1001?");
  const { agent } = createCallExecutors(deps);
  expect(await agent(step.attempt(1))).toMatchObject({ ok: false, failure: { class: "provider_5xx" } });
  expect([...step.journal.entries()]).toMatchObject([["simulated", { usage: { simulated: true } }]]);
  expect(await agent(step.attempt(2))).toMatchObject({ ok: true });
});

test("bounds stop an agent at its limit port", async () => {
  const { deps } = fakeCallDependencies();
  const step = agentStep("Please refund order A-1001", { maxTurns: 2 });
  expect(await createCallExecutors(deps).agent(step.attempt(1))).toMatchObject({
    ok: true,
    port: "limit",
    output: { stopped: "turns" },
  });
});

test("a changed world is recorded before and after; the answer is not asked for twice", async () => {
  const { deps, effects } = fakeCallDependencies();
  const given = {
    kind: "tool" as const,
    config: { tool: "refund_create" },
    tools: [tool("refund_create")],
    input: { order_id: "A-1001", amount: 10, reason: "Broken" },
  };
  const step = fakeStep(given);
  const { tool: execute } = createCallExecutors(deps);
  const first = await execute(step.attempt(1));
  expect(first).toMatchObject({ ok: true, output: { amount: 10, state: "accepted" } });
  expect([...effects.values()]).toMatchObject([{ state: "succeeded" }]);
  step.journal.clear();
  expect(await execute(step.attempt(2))).toEqual(first);
});

test("an unsafe call whose outcome is not known is never repeated", async () => {
  const { deps, effects } = fakeCallDependencies();
  const unsafe: ToolDefinition = { ...tool("refund_create"), sideEffect: "unsafe" };
  const input = { order_id: "A-1001", amount: 10, reason: "Broken" };
  const step = fakeStep({ kind: "tool", config: { tool: unsafe.key }, tools: [unsafe], input });
  effects.set(`${step.run.runId}/step/tool:0`, { state: "started" });
  expect(await createCallExecutors(deps).tool(step.attempt(2))).toMatchObject({
    ok: false,
    failure: { class: "tool_error", message: expect.stringContaining("not repeated") },
  });
});

test("bad arguments never reach the policy or the tool", async () => {
  const { deps, decisions } = fakeCallDependencies();
  const step = fakeStep({
    kind: "tool",
    config: { tool: "orders_get" },
    tools: [tool("orders_get")],
    input: { id: 7 },
  });
  expect(await createCallExecutors(deps).tool(step.attempt(1))).toMatchObject({ ok: false });
  expect(decisions).toHaveLength(0);
});

test("a private address is refused as a tool error, a changed host as a bug", async () => {
  const { deps } = fakeCallDependencies();
  const http = (url: string, input = {}) => {
    const config = { method: "GET", url, headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };
    return createCallExecutors(deps).http(fakeStep({ kind: "http", config, input }).attempt(1));
  };
  expect(await http("https://127.0.0.1/admin")).toMatchObject({ ok: false, failure: { class: "tool_error" } });
  expect(await http("https://example.com{{ args.x }}/", { x: ".evil.test" })).toMatchObject({
    ok: false,
    failure: { message: expect.stringContaining("host") },
  });
});

test("a call that cannot fit is planned, stored and not sent", async () => {
  const { deps, calls, requests } = fakeCallDependencies();
  const config = { slot: "main", prompt: { system: "s", user: "word ".repeat(30_000).slice(0, 39_000) } };
  const step = fakeStep({ kind: "llm", config: { ...config, context: { maxInputTokens: 2_000 } } });
  expect(await createCallExecutors(deps).llm(step.attempt(1))).toMatchObject({
    ok: false,
    failure: { class: "context_overflow" },
  });
  expect(calls).toMatchObject([{ plan: { status: "over_budget" }, answered: null }]);
  expect(requests).toHaveLength(0);
});

test("a thread step appends its turn once, with trust by author", async () => {
  const { deps, appended } = fakeCallDependencies();
  const config = { slot: "main", prompt: { system: "s", user: "Hello" }, context: { history: "thread" } };
  const threadId = "00000000-0000-7000-8000-000000000009";
  const step = fakeStep({ kind: "llm", config, run: { threadId } });
  const { llm } = createCallExecutors(deps);
  await llm(step.attempt(1));
  await llm(step.attempt(2));
  expect(appended.map(({ message, trust }) => `${message.role} ${trust}`)).toEqual(["user user", "assistant derived"]);
});

test("an agent whose unsafe tool may have worked stops for a person; the model is not told to try again", async () => {
  const { deps, effects } = fakeCallDependencies();
  const unsafe: ToolDefinition = { ...tool("refund_create"), sideEffect: "unsafe" };
  const config = agent("Please refund EUR 20 for order A-1002");
  const step = fakeStep({ kind: "agent", config, tools: [tool("orders_get"), unsafe] });
  const ledger = deps.effects;
  deps.effects = { ...ledger, begin: async () => ({ state: "open" }) };
  expect(await createCallExecutors(deps).agent(step.attempt(1))).toMatchObject({
    ok: false,
    failure: { class: "tool_error", effect: "unknown" },
  });
  expect([...step.journal.keys()].filter((name) => name.includes("refund"))).toEqual([]);
  expect(effects.size).toBe(0);
});

test("an HTTP answer that does not fit its response schema fails the step as a tool's does, one that fits goes on", async () => {
  const { deps } = fakeCallDependencies();
  const response = { type: "object", properties: { total: { type: "number" } }, required: ["total"] };
  const config = {
    ...{ method: "GET", url: "https://93.184.216.34/orders", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" },
    response,
  };
  const answering = (text: string) => {
    const executors = createCallExecutors({ ...deps, safeFetch: async () => ({ status: 200, headers: {}, text }) });
    return executors.http(fakeStep({ kind: "http", config }).attempt(1));
  };
  expect(await answering('{"total":3}')).toMatchObject({ ok: true, output: { body: { total: 3 } } });
  expect(await answering('{"total":"three"}')).toMatchObject({
    ok: false,
    failure: { class: "tool_error", message: expect.stringContaining('does not fit its response schema at "/total"') },
  });
});
