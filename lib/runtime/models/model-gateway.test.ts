import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { createSafeFetch } from "@/lib/platform/net/safe-fetch.server";
import type { JsonSchema } from "@/lib/release/json-schema";
import { createAiSdkGateway } from "@/lib/runtime/models/ai-sdk-gateway.server";
import type { ModelConnection, ModelRequest } from "@/lib/runtime/models/model-gateway";
import { priceCall } from "@/lib/runtime/models/price-call";

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
  safeFetch: createSafeFetch({ privateHosts: [] }),
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
    safeFetch: createSafeFetch({ privateHosts: [] }),
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
    Array.from({ length: 300 }, (_, i) => {
      const request = ask("hello", { modelId: "flaky-30" });
      return gateway.call({ ...request, call: { ...request.call, runId: `run-${i}` } });
    }),
  );
  const failures = results.filter((result) => !result.ok).length;
  expect(failures).toBeGreaterThan(60);
  expect(failures).toBeLessThan(120);
});

test("an OpenAI-compatible address gets one request per call, with the key; its errors become classes", async () => {
  const seen: { body: string; key: string | undefined }[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      seen.push({ body, key: request.headers.authorization });
      response.writeHead(status, { "content-type": "application/json", "retry-after": "2" });
      response.end(
        status === 200
          ? JSON.stringify({
              id: "x",
              model: "m-2026",
              choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Good day." } }],
              usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
            })
          : JSON.stringify({ error: { message: `no such key: ${request.headers.authorization?.slice(7)}` } }),
      );
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const open = createAiSdkGateway({ safeFetch: createSafeFetch({ privateHosts: [host] }), sleep: async () => {} });
  const connection: ModelConnection = {
    ...SANDBOX,
    name: "local",
    provider: "openai-compatible",
    baseUrl: `http://${host}/v1`,
    apiKey: "k-1",
  };
  const request = ask("Hello", { connection, modelId: "m" });
  try {
    expect(await open.call(request)).toMatchObject({
      ok: true,
      answer: { text: "Good day.", responseModel: "m-2026", usage: { input: 12, output: 3 }, simulated: false },
    });
    expect(seen).toMatchObject([{ key: "Bearer k-1" }]);
    expect(JSON.parse(seen[0]?.body ?? "")).toMatchObject({
      messages: [
        { role: "system", content: "You help." },
        { role: "user", content: "Hello" },
      ],
    });
    status = 429;
    const limited = await open.call(request);
    expect(limited).toMatchObject({ failure: { class: "provider_rate_limit", retryAfterMs: 2_000 } });
    status = 401;
    const refused = await open.call(request);
    expect(refused).toMatchObject({ failure: { class: "provider_auth" } });
    expect(JSON.stringify(refused)).toContain("no such key: [key]");
    expect(JSON.stringify(refused)).not.toContain("k-1");
    expect(seen).toHaveLength(3);
    status = 200;
    await open.call({ ...request, messages: AFTER_TOOLS, tools: offered("orders_get", "refund_create") });
    expect(JSON.parse(seen[3]?.body ?? "")).toMatchObject({
      messages: [
        { role: "system" },
        { role: "user" },
        { role: "assistant", tool_calls: [{ id: "c1", function: { name: "orders_get" } }, { id: "c2" }] },
        { role: "tool", tool_call_id: "c1", content: expect.stringContaining("delivered") },
        { role: "tool", tool_call_id: "c2", content: expect.stringContaining("Refunds need a person") },
      ],
      tools: [{ function: { name: "orders_get" } }, { function: { name: "refund_create" } }],
    });
    expect(await gateway.call(request)).toMatchObject({ ok: false, failure: { class: "internal" } });
  } finally {
    server.close();
  }
});

test("an unknown price is null, never 0; the sandbox costs 0; a card wins over the bundled list", () => {
  const usage = { input: 1_000, cacheRead: 0, cacheWrite: 0, output: 100, reasoning: 0 };
  const openai: ModelConnection = { ...SANDBOX, provider: "openai-compatible", baseUrl: "https://api.openai.com/v1" };
  expect(priceCall(SANDBOX, "echo", usage)).toMatchObject({ costMicros: 0, source: "simulated" });
  expect(priceCall(openai, "gpt-4o-mini", usage)).toMatchObject({ costMicros: 210, source: "genai-prices 0.1.8" });
  expect(priceCall({ ...openai, baseUrl: "https://llm.example" }, "x", usage)).toMatchObject({ costMicros: null });
  const prices = { inputPerMTok: 2, outputPerMTok: 10, currency: "EUR" };
  const card = { modelId: "x", contextWindow: 8_000, maxOutput: 1_000, prices };
  expect(priceCall({ ...openai, cards: [card] }, "x", usage)).toMatchObject({ costMicros: 3_000, currency: "EUR" });
});
