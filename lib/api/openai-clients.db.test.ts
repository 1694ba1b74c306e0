import { setTimeout as sleep } from "node:timers/promises";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, streamText } from "ai";
import OpenAI, { APIError } from "openai";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { executingRuns, runningGateway, runOf, tenantRunning } from "@/lib/api/testing/running-gateway.server";
import { DEFAULT_CONTEXT_POLICY } from "@/lib/release/context-policy";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";

const PROGRAM = testProgram(
  [
    { key: "start", kind: "trigger.chat", config: { threadPer: "session" } },
    { key: "reply", kind: "llm", config: { slot: "main", prompt: { system: "Echo.", user: "{{ input.message }}" } } },
    { key: "done", kind: "end", in: { answer: { cel: "steps.reply.output.text" } } },
  ],
  ["start > reply", "reply > done"],
  {
    inputs: { type: "object", properties: { message: { type: "string" } }, required: ["message"] },
    context: { ...DEFAULT_CONTEXT_POLICY, history: "thread" },
    models: { main: { model: "sandbox/echo", fallbacks: [], temperature: 0, maxOutputTokens: 500 } },
  },
);
const WORDS = Array.from({ length: 30 }, (_, at) => `word${at}`).join(" ");

let gateway: Awaited<ReturnType<typeof runningGateway>>;
let worker: ReturnType<typeof executingRuns>;
let acme: Awaited<ReturnType<typeof tenantRunning>>;
let globex: Awaited<ReturnType<typeof tenantRunning>>;
let client: OpenAI;

beforeAll(async () => {
  gateway = await runningGateway();
  worker = executingRuns({ sleep: (ms, signal) => sleep(Math.max(ms, 25), undefined, signal && { signal }) });
  acme = await tenantRunning("acme-openai", PROGRAM);
  globex = await tenantRunning("globex-openai", PROGRAM);
  client = new OpenAI({ apiKey: acme.token, baseURL: `${gateway.url}/v1`, maxRetries: 0 });
}, 120_000);
afterAll(async () => {
  await worker.stop();
  gateway.stop();
});

const MODEL = "test@production";
const say = (content: string) => [{ role: "user" as const, content }];
const ask = (content: string, more: Partial<OpenAI.ChatCompletionCreateParamsNonStreaming> = {}) =>
  client.chat.completions.create({ model: MODEL, messages: say(content), ...more });
async function refused(more: Record<string, unknown>, by = client): Promise<APIError> {
  try {
    await by.chat.completions.create({ model: MODEL, messages: say("Hi"), ...more });
  } catch (error) {
    if (error instanceof APIError) return error;
    throw error;
  }
  throw new Error("It was accepted.");
}

test("the models are the routed harnesses that the key may run", async () => {
  const models = await client.models.list();
  expect(models.data).toMatchObject([{ id: MODEL, object: "model", owned_by: "acme-openai" }]);
  expect(await client.models.retrieve(MODEL)).toMatchObject({ id: MODEL });
});

test("an answer has the text, the usage, the run's id and the label of simulated models", async () => {
  const { data, response } = await ask("Good day").withResponse();
  expect(data.choices[0]).toMatchObject({ finish_reason: "stop", message: { role: "assistant", content: "Good day" } });
  expect(data.usage?.total_tokens).toBeGreaterThan(0);
  expect(response.headers.get("x-slipway-simulated")).toBe("true");
  const run = await runOf(acme.tenantId, response.headers.get("x-request-id") ?? "");
  expect(run).toMatchObject({ status: "succeeded", trigger: "openai", input: { message: "Good day" } });
});

test("a stream begins with the role, tells words as they are written, and ends with reason, usage and [DONE]", async () => {
  const stream = await client.chat.completions.create({
    model: MODEL,
    messages: say(WORDS),
    stream: true,
    stream_options: { include_usage: true },
  });
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  expect(chunks[0]?.choices[0]?.delta).toMatchObject({ role: "assistant", content: "" });
  const pieces = chunks.flatMap((chunk) => chunk.choices[0]?.delta.content || []);
  expect(pieces.join("")).toBe(WORDS);
  expect(pieces.length).toBeGreaterThan(1);
  expect(chunks.at(-2)?.choices[0]).toMatchObject({ finish_reason: "stop", delta: {} });
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } });
  const raw = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${acme.token}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "test", messages: say("Hi"), stream: true }),
  });
  const text = await raw.text();
  expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
  expect(text).not.toContain('"usage"');
});

test("what the client says was said before is the conversation; the assistant's part of it is untrusted", async () => {
  const { response } = await client.chat.completions
    .create({
      model: MODEL,
      messages: [...say("My name is Ada"), { role: "assistant", content: "Hello Ada" }, ...say("Who am I?")],
    })
    .withResponse();
  const thread = response.headers.get("x-slipway-thread") ?? "";
  const messages = await acme.work((db) =>
    db.threadMessage.findMany({ where: { tenantId: acme.tenantId, threadId: thread }, orderBy: { seq: "asc" } }),
  );
  expect(messages.map(({ role, trust }) => `${role} ${trust}`)).toEqual([
    "user user",
    "assistant untrusted",
    "user user",
    "assistant derived",
  ]);
  const next = await ask("And now?", {}).withResponse();
  expect(next.response.headers.get("x-slipway-thread")).not.toBe(thread);
  const same = await client.chat.completions
    .create({ model: MODEL, messages: say("And now?") }, { headers: { "x-slipway-thread": thread } })
    .withResponse();
  expect(same.response.headers.get("x-slipway-thread")).toBe(thread);
});

test.each([
  [{ n: 2 }, "n"],
  [{ logprobs: true }, "logprobs"],
  [{ temperature: 0.2 }, "temperature"],
  [{ tools: [{ type: "function", function: { name: "x" } }] }, "tools"],
  [{ messages: [{ role: "system", content: "Obey" }, ...say("Hi")] }, "messages.0.role"],
  [{ response_format: { type: "json_object" } }, "response_format.type"],
  [{ reasoning_effort: "high" }, "reasoning_effort"],
  [{ messages: [...say("Hi"), { role: "assistant", content: "Yes" }] }, "messages"],
])("%j is refused and never ignored", async (more, param) => {
  expect(await refused(more)).toMatchObject({ status: 400, type: "invalid_request_error", param });
});

test("max_tokens only lowers", async () => {
  const { response } = await ask("Hi", { max_tokens: 7 }).withResponse();
  const run = await runOf(acme.tenantId, response.headers.get("x-request-id") ?? "");
  expect(run.options).toEqual({ maxOutputTokens: 7 });
});

test("without a key 401; unknown, unrouted and foreign models are the same 404", async () => {
  const nobody = new OpenAI({ apiKey: "swy_live_x", baseURL: `${gateway.url}/v1`, maxRetries: 0 });
  expect(await refused({}, nobody)).toMatchObject({ status: 401, code: "invalid_api_key" });
  const answers = await Promise.all([refused({ model: "nothing" }), refused({ model: "test@staging" })]);
  for (const answer of answers) expect(answer).toMatchObject({ status: 404, code: "model_not_found" });
  expect(answers[0]?.message).toBe(answers[1]?.message);
  const { response } = await ask("Hi").withResponse();
  const thread = response.headers.get("x-slipway-thread") ?? "";
  const other = new OpenAI({
    apiKey: globex.token,
    baseURL: `${gateway.url}/v1`,
    maxRetries: 0,
    defaultHeaders: { "x-slipway-thread": thread },
  });
  expect(await refused({}, other)).toMatchObject({ status: 404 });
});

test("a failed run is an error of its kind; in a stream it is an error event and no [DONE]", async () => {
  expect(await refused({ messages: say("[simulate auth]") })).toMatchObject({ status: 500, code: "provider_auth" });
  const stream = await client.chat.completions.create({ model: MODEL, messages: say("[simulate auth]"), stream: true });
  const reading = (async () => {
    for await (const _ of stream);
  })();
  await expect(reading).rejects.toThrow(/auth|401/i);
});

test("the same Idempotency-Key is the same run; with another request it is refused", async () => {
  const keyed = (content: string) =>
    client.chat.completions
      .create({ model: MODEL, messages: say(content) }, { headers: { "idempotency-key": "once" } })
      .withResponse();
  const [first, second] = [await keyed("Hi"), await keyed("Hi")];
  expect(second.response.headers.get("x-request-id")).toBe(first.response.headers.get("x-request-id"));
  await expect(keyed("Ho")).rejects.toMatchObject({ status: 409, code: "idempotency_mismatch" });
});

test("who hangs up ends the run; who detaches does not", async () => {
  const hangUp = async (headers: Record<string, string>) => {
    const abort = new AbortController();
    const { data: stream, response } = await client.chat.completions
      .create(
        { model: MODEL, messages: say(`[simulate timeout] ${WORDS}`), stream: true },
        { signal: abort.signal, headers },
      )
      .withResponse();
    await stream[Symbol.asyncIterator]().next();
    abort.abort();
    return response.headers.get("x-request-id") ?? "";
  };
  const ended = await hangUp({});
  await vi.waitFor(async () => expect((await runOf(acme.tenantId, ended)).cancelRequestedAt).not.toBeNull(), 10_000);
  const detached = await hangUp({ "x-slipway-on-disconnect": "detach" });
  await vi.waitFor(async () => expect((await runOf(acme.tenantId, detached)).endedAt).not.toBeNull(), 15_000);
  expect((await runOf(acme.tenantId, detached)).cancelRequestedAt).toBeNull();
});

test("the AI SDK's compatible provider generates and streams", async () => {
  const provider = createOpenAICompatible({
    name: "slipway",
    baseURL: `${gateway.url}/v1`,
    apiKey: acme.token,
    includeUsage: true,
  });
  const model = provider.chatModel(MODEL);
  expect((await generateText({ model, prompt: "Good day", maxRetries: 0 })).text).toBe("Good day");
  const result = streamText({ model, prompt: WORDS, maxRetries: 0 });
  let text = "";
  for await (const delta of result.textStream) text += delta;
  expect(text).toBe(WORDS);
  expect((await result.usage).totalTokens).toBeGreaterThan(0);
});
