import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { createSafeStream } from "@/lib/platform/net/safe-fetch.server";
import type { JsonSchema } from "@/lib/release/json-schema";
import { createAiSdkGateway } from "@/lib/runtime/models/ai-sdk-gateway.server";
import type { ModelConnection, ModelRequest } from "@/lib/runtime/models/model-gateway";
import { priceCall } from "@/lib/runtime/models/price-call";
import { fakeProvider } from "@/lib/runtime/models/testing/fake-provider.server";

const SANDBOX: ModelConnection = {
  id: "00000000-0000-7000-8000-000000000001",
  name: "sandbox",
  provider: "sandbox",
  baseUrl: null,
  apiKey: null,
  cards: [],
  rev: 1,
};
const anyObject: JsonSchema = { type: "object", properties: {}, additionalProperties: true };
const offered = (...names: string[]) => names.map((name) => ({ name, description: name, input: anyObject }));

function ask(user: string, change: Partial<ModelRequest> = {}): ModelRequest {
  return {
    connection: SANDBOX,
    modelId: "support-demo",
    instructions: "You help.",
    messages: [{ role: "user", text: user }],
    tools: [],
    output: null,
    temperature: 0,
    maxOutputTokens: 500,
    call: { runId: "r1", stepKey: "reply", name: "model:0", attempt: 1 },
    permit: { decisionId: "d-1" },
    timeoutMs: 5_000,
    signal: new AbortController().signal,
    ...change,
  };
}

const AFTER_TOOLS: ModelRequest["messages"] = [
  { role: "user", text: "Refund A-1001" },
  {
    role: "assistant",
    text: "",
    toolCalls: [
      { id: "c1", name: "orders_get", input: { order_id: "A-1001" } },
      { id: "c2", name: "refund_create", input: { order_id: "A-1001" } },
    ],
  },
  {
    role: "tool",
    replies: [
      { id: "c1", name: "orders_get", outcome: "ok", value: { status: "delivered" } },
      { id: "c2", name: "refund_create", outcome: "refused", value: { reason: "Refunds need a person" } },
    ],
  },
];
const slept: number[] = [];
const gateway = createAiSdkGateway({
  safeStream: createSafeStream({ privateHosts: [] }),
  sleep: async (ms) => void slept.push(ms),
});

test("the same run, step and attempt give the same bytes", async () => {
  const request = ask("Where is order A-1001?", { tools: offered("orders_get") });
  const [first, second] = [await gateway.call(request), await gateway.call(request)];
  expect(second).toEqual(first);
  expect(first).toMatchObject({
    ok: true,
    answer: { toolCalls: [{ name: "orders_get", input: { order_id: "A-1001" } }], simulated: true },
  });
});

test("a tool that is not offered is never called", async () => {
  const result = await gateway.call(ask("Where is order A-1001?"));
  expect(result).toMatchObject({ ok: true, answer: { toolCalls: [] } });
});

test("a refused tool is answered with the reason", async () => {
  const result = await gateway.call(
    ask("", {
      tools: offered("orders_get"),
      messages: [
        { role: "user", text: "Where is order A-1001?" },
        { role: "assistant", text: "", toolCalls: [{ id: "c1", name: "orders_get", input: { order_id: "A-1001" } }] },
        {
          role: "tool",
          replies: [{ id: "c1", name: "orders_get", outcome: "refused", value: { reason: "No orders." } }],
        },
      ],
    }),
  );
  expect(result).toMatchObject({ ok: true, answer: { text: "I am not allowed to look at orders: No orders." } });
});

test("asked faults fail with their class; `once` passes on the second attempt", async () => {
  const limited = await gateway.call(ask("[simulate rate-limit once] hi"));
  expect(limited).toMatchObject({ ok: false, failure: { class: "provider_rate_limit", retryAfterMs: 200 } });
  const request = ask("[simulate rate-limit once] hi");
  expect(await gateway.call({ ...request, call: { ...request.call, attempt: 2 } })).toMatchObject({ ok: true });
  expect(await gateway.call(ask("[simulate outage]"))).toMatchObject({ ok: false, failure: { class: "provider_5xx" } });
  expect(await gateway.call(ask("[simulate timeout]"))).toMatchObject({ failure: { class: "provider_timeout" } });
  expect(await gateway.call(ask("[simulate cut]"))).toMatchObject({ failure: { class: "provider_5xx" } });
  expect(await gateway.call(ask("[simulate auth]"))).toMatchObject({ failure: { class: "provider_auth" } });
});

test("a call that takes too long is a timeout of the provider, a cancelled one is cancelled", async () => {
  const slow = createAiSdkGateway({
    safeStream: createSafeStream({ privateHosts: [] }),
    sleep: (_ms, signal) => wait(60_000, undefined, { signal }),
  });
  expect(await slow.call(ask("hi", { timeoutMs: 5 }))).toMatchObject({ failure: { class: "provider_timeout" } });
  const signal = AbortSignal.abort();
  expect(await slow.call(ask("hi", { signal }))).toMatchObject({ failure: { class: "cancelled" } });
});

test("structured output is checked, and broken output is named", async () => {
  const output: JsonSchema = {
    type: "object",
    properties: { label: { type: "string", enum: ["billing", "technical", "other"] } },
    required: ["label"],
    additionalProperties: false,
  };
  const triage = (text: string) => ask(text, { modelId: "triage-demo", output });
  expect(await gateway.call(triage("My invoice is wrong"))).toMatchObject({ answer: { object: { label: "billing" } } });
  expect(await gateway.call(triage("My account is locked"))).toMatchObject({ answer: { object: { label: "other" } } });
  expect(await gateway.call(triage("[simulate bad-json]"))).toMatchObject({
    failure: { class: "output_schema_invalid" },
  });
});

test("drawn faults come at their rate and differ by attempt", async () => {
  const results = await Promise.all(
    Array.from({ length: 150 }, (_, i) => {
      const request = ask("hello", { modelId: "flaky-30" });
      return gateway.call({ ...request, call: { ...request.call, runId: `run-${i}` } });
    }),
  );
  const failures = results.filter((result) => !result.ok).length;
  expect(failures).toBeGreaterThan(30);
  expect(failures).toBeLessThan(60);
});

test("the conversation goes to the provider whole: calls, their results and their refusals", async () => {
  const provider = await fakeProvider("openai-compatible");
  const open = createAiSdkGateway({
    safeStream: createSafeStream({ privateHosts: [provider.host] }),
    sleep: async () => {},
  });
  const { baseUrl } = provider;
  const connection: ModelConnection = { ...SANDBOX, name: "local", provider: "openai-compatible", baseUrl };
  const request = ask("", {
    connection,
    modelId: "m",
    messages: AFTER_TOOLS,
    tools: offered("orders_get", "refund_create"),
  });
  try {
    expect(await open.call(request)).toMatchObject({ ok: true, answer: { text: "Good day.", simulated: false } });
    expect(provider.seen[0]?.headers.authorization).toBeUndefined();
    expect(provider.seen[0]?.body).toMatchObject({
      messages: [
        { role: "system", content: "You help." },
        { role: "user" },
        { role: "assistant", tool_calls: [{ id: "c1", function: { name: "orders_get" } }, { id: "c2" }] },
        { role: "tool", tool_call_id: "c1", content: expect.stringContaining("delivered") },
        { role: "tool", tool_call_id: "c2", content: expect.stringContaining("Refunds need a person") },
      ],
      tools: [{ function: { name: "orders_get" } }, { function: { name: "refund_create" } }],
    });
    // Not on the operator's list: nothing is sent.
    expect(await gateway.call(request)).toMatchObject({ ok: false, failure: { class: "internal" } });
    expect(provider.seen).toHaveLength(1);
  } finally {
    provider.stop();
  }
});

test("an unknown price is null, never 0; the sandbox costs 0; a card wins over the bundled list", () => {
  const usage = { input: 1_000, cacheRead: 0, cacheWrite: 0, output: 100, reasoning: 0 };
  const openai: ModelConnection = { ...SANDBOX, provider: "openai-compatible", baseUrl: "https://api.openai.com/v1" };
  expect(priceCall(SANDBOX, "echo", usage)).toMatchObject({ costMicros: 0, source: "simulated" });
  expect(priceCall(openai, "gpt-4o-mini", usage)).toMatchObject({ costMicros: 210, source: "genai-prices 0.1.8" });
  expect(priceCall({ ...openai, baseUrl: "https://llm.example" }, "x", usage)).toMatchObject({ costMicros: null });
  const prices = { inputPerMTok: 2, outputPerMTok: 10, currency: "EUR" };
  const can = { tools: null, jsonSchema: null };
  const card = { modelId: "x", contextWindow: 8_000, maxOutput: 1_000, ratio: null, prices, can };
  expect(priceCall({ ...openai, cards: [card] }, "x", usage)).toMatchObject({ costMicros: 3_000, currency: "EUR" });
});
