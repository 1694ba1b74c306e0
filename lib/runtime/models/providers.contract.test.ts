import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSafeStream } from "@/lib/platform/net/safe-fetch.server";
import { createAiSdkGateway } from "@/lib/runtime/models/ai-sdk-gateway.server";
import type { ModelConnection, ModelGateway, ModelRequest } from "@/lib/runtime/models/model-gateway";
import { providerModel } from "@/lib/runtime/models/provider-model.server";
import { fakeProvider, type RealKind } from "@/lib/runtime/models/testing/fake-provider.server";

const KEY = "sk-canary-7f3a";
const KINDS: readonly RealKind[] = ["openai", "anthropic", "google", "openai-compatible"];
const WEATHER = {
  name: "weather",
  description: "The weather of a city",
  input: { type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false },
};

describe.each(KINDS)("%s", (kind) => {
  let provider: Awaited<ReturnType<typeof fakeProvider>>;
  let gateway: ModelGateway;
  let connection: ModelConnection;

  beforeAll(async () => {
    provider = await fakeProvider(kind);
    gateway = createAiSdkGateway({
      safeStream: createSafeStream({ privateHosts: [provider.host] }),
      sleep: async () => {},
      firstTokenMs: 2_000,
      idleMs: 150,
    });
    connection = { id: "c-1", name: "main", provider: kind, baseUrl: provider.baseUrl, apiKey: KEY, cards: [], rev: 1 };
  });
  afterAll(() => provider.stop());

  /** One call; says how many requests it took. */
  async function call(change: Partial<ModelRequest> = {}) {
    const before = provider.seen.length;
    const heard: string[] = [];
    const result = await gateway.call({
      connection,
      modelId: "m-1",
      instructions: "You help.",
      messages: [{ role: "user", text: "Hello" }],
      tools: [],
      output: null,
      temperature: 0,
      maxOutputTokens: 100,
      call: { runId: "r1", stepKey: "reply", name: "model:0", attempt: 1 },
      permit: { decisionId: "d-1" },
      timeoutMs: 5_000,
      signal: new AbortController().signal,
      onText: (delta) => void heard.push(delta),
      ...change,
    });
    expect(JSON.stringify(result)).not.toContain(KEY);
    return { result, heard, requests: provider.seen.length - before };
  }

  test("is a model of the SDK's fourth specification", () => {
    const model = providerModel(connection, { modelId: "m-1", fetch: globalThis.fetch });
    expect(model?.specificationVersion).toBe("v4");
  });

  test("an answer arrives word by word, with the provider's usage, in one request that carries key and system text", async () => {
    provider.set({ kind: "text", words: ["Good ", "day."] });
    const { result, heard, requests } = await call();
    expect(result).toMatchObject({
      ok: true,
      answer: {
        text: "Good day.",
        responseModel: kind === "google" ? "m-1" : "m-2026",
        usage: { input: 12, output: 3 },
      },
    });
    expect(heard).toEqual(["Good ", "day."]);
    expect(requests).toBe(1);
    const sent = provider.seen.at(-1);
    expect(JSON.stringify(sent?.headers)).toContain(KEY);
    expect(JSON.stringify(sent?.body)).toContain("You help.");
    expect(sent?.path).not.toContain(KEY);
  });

  test("a tool call arrives with its input", async () => {
    provider.set({ kind: "tool", name: "weather", input: '{"city":"Graz"}' });
    const { result } = await call({ tools: [WEATHER] });
    expect(result).toMatchObject({ ok: true, answer: { toolCalls: [{ name: "weather", input: { city: "Graz" } }] } });
    expect(JSON.stringify(provider.seen.at(-1)?.body)).toContain("The weather of a city");
  });

  test.skipIf(kind === "google")("a tool call that is not JSON is an invalid output", async () => {
    provider.set({ kind: "tool", name: "weather", input: '{"city":' });
    const { result, requests } = await call({ tools: [WEATHER] });
    expect(result).toMatchObject({ ok: false, failure: { class: "output_schema_invalid" } });
    expect(requests).toBe(1);
  });

  test.each([
    [429, { error: { message: "slow down", status: "RESOURCE_EXHAUSTED" } }, "provider_rate_limit"],
    [408, { error: { message: "late" } }, "provider_5xx"],
    [409, { error: { message: "busy" } }, "provider_5xx"],
    [500, { error: { message: "broken" } }, "provider_5xx"],
    [503, { error: { message: "overloaded" } }, "provider_5xx"],
    [529, { type: "error", error: { type: "overloaded_error", message: "Overloaded" } }, "provider_5xx"],
    [400, { error: { message: "maximum context length is 8192 tokens" } }, "context_overflow"],
    [400, { error: { message: "prompt is too long: 210000 tokens > 200000 maximum" } }, "context_overflow"],
    [
      400,
      { error: { message: "The input token count exceeds the maximum number of tokens allowed" } },
      "context_overflow",
    ],
    [400, { error: { message: "The response was filtered", code: "content_filter" } }, "content_filter"],
    [400, { error: { message: "unknown parameter" } }, "internal"],
    [401, { error: { message: `no such key: ${KEY}` } }, "provider_auth"],
    [403, { error: { message: "forbidden" } }, "provider_auth"],
    [404, { error: { message: "no such model" } }, "internal"],
    [422, { error: { message: "cannot" } }, "internal"],
  ])("HTTP %i %j is %s, after one request", async (status, body, expected) => {
    provider.set({ kind: "status", status, body });
    const { result, requests } = await call();
    expect(result).toMatchObject({ ok: false, failure: { class: expected } });
    expect(requests).toBe(1);
  });

  test("how long to wait comes from retry-after, in seconds or as a date, or retry-after-ms", async () => {
    const limited = (headers: Record<string, string>) =>
      provider.set({ kind: "status", status: 429, body: { error: { message: "slow down" } }, headers });
    limited({ "retry-after": "7" });
    expect((await call()).result).toMatchObject({ failure: { retryAfterMs: 7_000 } });
    limited({ "retry-after-ms": "250", "retry-after": "7" });
    expect((await call()).result).toMatchObject({ failure: { retryAfterMs: 250 } });
    limited({ "retry-after": new Date(Date.now() + 60_000).toUTCString() });
    const { result } = await call();
    const waitMs = result.ok ? 0 : (result.failure.retryAfterMs ?? 0);
    expect(waitMs).toBeGreaterThan(50_000);
    expect(waitMs).toBeLessThanOrEqual(60_000);
  });

  test("a filtered answer is content_filter", async () => {
    provider.set({ kind: "filter" });
    expect((await call()).result).toMatchObject({ ok: false, failure: { class: "content_filter" } });
  });

  test.each([
    ["hang-up", "provider_5xx"],
    ["error", "provider_5xx"],
    ["silence", "provider_timeout"],
  ] as const)(
    "a stream that ends in %s is %s, with what had arrived, and is not asked again",
    async (end, expected) => {
      provider.set({ kind: "broken", words: ["Half an "], end });
      const { result, requests } = await call();
      expect(result).toMatchObject({ ok: false, failure: { class: expected, partial: "Half an " } });
      expect(requests).toBe(1);
    },
  );

  test("a cancelled call is cancelled, and keeps what had arrived", async () => {
    provider.set({ kind: "broken", words: ["Half an "], end: "silence" });
    const abort = new AbortController();
    const { result } = await call({ signal: abort.signal, onText: () => abort.abort() });
    expect(result).toMatchObject({ ok: false, failure: { class: "cancelled", partial: "Half an " } });
  });

  test("structured output is asked for by schema, and checked", async () => {
    const output = {
      type: "object",
      properties: { n: { type: "number" } },
      required: ["n"],
      additionalProperties: false,
    };
    // A model that has no format of its own for JSON is asked to call a tool of this name.
    const say = (json: string) =>
      provider.set(
        kind === "anthropic" ? { kind: "tool", name: "json", input: json } : { kind: "text", words: [json] },
      );
    say('{"n":4}');
    expect((await call({ output })).result).toMatchObject({ ok: true, answer: { object: { n: 4 } } });
    say('{"n":"four"}');
    expect((await call({ output })).result).toMatchObject({ failure: { class: "output_schema_invalid" } });
    expect(JSON.stringify(provider.seen.at(-1)?.body)).toContain('"number"');
  });
});
