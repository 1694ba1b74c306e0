import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import OpenAI from "openai";
import { expect, signIn, test } from "@/e2e/browser-page";
import { LOCAL_API_PORT } from "@/e2e/local-api";

/** The doors for machines are open on the web server and on the gateway, which is one port further. */
const WEB_PORT = LOCAL_API_PORT - 2;
const DOORS = [
  ["web", `http://127.0.0.1:${WEB_PORT}`],
  ["gateway", `http://127.0.0.1:${WEB_PORT + 1}`],
] as const;
const MODEL = "support-desk@production";
const say = (content: string) => [{ role: "user" as const, content }];

for (const [door, url] of DOORS)
  test(`the official clients are served by the ${door}: models, answers, streams, refusals and tools`, async ({
    watched: page,
  }) => {
    test.setTimeout(120_000);
    await signIn(page);
    const token = await page.evaluate(async () => {
      const answer = await fetch("/api/v1/acme/keys", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ name: "Machine clients", scopes: ["run:start", "run:read"], expiresInDays: 1 }),
      });
      return String((await answer.json()).token);
    });
    const openai = new OpenAI({ apiKey: token, baseURL: `${url}/v1`, maxRetries: 0 });
    await expectAnswers(openai);
    await expectStream(openai);
    await expectRefusals(openai, url);
    await expectTools(url, token);
  });

async function expectAnswers(openai: OpenAI): Promise<void> {
  const models = await openai.models.list();
  expect(models.data.map(({ id }) => id)).toContain(MODEL);
  expect(await openai.models.retrieve(MODEL)).toMatchObject({ id: MODEL, object: "model" });
  const once = { "idempotency-key": `once-${Date.now()}` };
  const ask = () =>
    openai.chat.completions
      .create({ model: MODEL, messages: say("Where is order A-1001?") }, { headers: once })
      .withResponse();
  const { data, response } = await ask();
  expect(data.choices[0]).toMatchObject({ finish_reason: "stop", message: { role: "assistant" } });
  expect(data.choices[0]?.message.content).toContain("A-1001");
  expect(data.usage?.total_tokens).toBeGreaterThan(0);
  expect(response.headers.get("x-slipway-simulated")).toBe("true");
  const again = await ask();
  expect(again.response.headers.get("x-request-id")).toBe(response.headers.get("x-request-id"));
}

/** The beginning arrives while the run is under way, not in one piece with the end. */
async function expectStream(openai: OpenAI): Promise<void> {
  const stream = await openai.chat.completions.create({
    ...{ model: MODEL, messages: say("Where is order A-1001?") },
    ...{ stream: true as const, stream_options: { include_usage: true } },
  });
  const chunks = [];
  const times = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
    times.push(performance.now());
  }
  expect(chunks[0]?.choices[0]?.delta).toMatchObject({ role: "assistant", content: "" });
  const pieces = chunks.flatMap((chunk) => chunk.choices[0]?.delta.content || []);
  expect(pieces.join("")).toContain("A-1001");
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(50);
  expect(chunks.at(-2)?.choices[0]).toMatchObject({ finish_reason: "stop", delta: {} });
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } });
}

async function expectRefusals(openai: OpenAI, url: string): Promise<void> {
  const refused = (by: OpenAI, more: object) =>
    by.chat.completions.create({ model: MODEL, messages: say("Hi"), ...more }).then(
      () => "accepted",
      (error: unknown) => error,
    );
  expect(await refused(openai, { n: 2 })).toMatchObject({ status: 400, type: "invalid_request_error", param: "n" });
  expect(await refused(openai, { model: "nothing" })).toMatchObject({ status: 404, code: "model_not_found" });
  const nobody = new OpenAI({ apiKey: "swy_live_x", baseURL: `${url}/v1`, maxRetries: 0 });
  expect(await refused(nobody, {})).toMatchObject({ status: 401, code: "invalid_api_key" });
}

async function expectTools(url: string, token: string): Promise<void> {
  const client = new Client({ name: "test", version: "1" });
  const authorization = `Bearer ${token}`;
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers: { authorization } } }),
  );
  const { tools } = await client.listTools();
  const names = tools.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["triage", "get_run"]));
  const result = await client.callTool({ name: "triage", arguments: { message: "I was charged twice" } });
  expect(result).toMatchObject({
    structuredContent: { status: "succeeded", runId: expect.any(String) },
    _meta: { "slipway/simulated": true },
  });
  await expect(client.callTool({ name: "nothing", arguments: {} })).rejects.toThrow(/no tool or run/);
  await client.close();
  expect((await fetch(`${url}/mcp`)).status).toBe(405);
  const nobody = await fetch(`${url}/mcp`, { method: "POST", body: "{}" });
  expect([nobody.status, nobody.headers.get("www-authenticate")?.startsWith("Bearer")]).toEqual([401, true]);
  const origin = { authorization, origin: "https://evil.example", "content-type": "application/json" };
  expect((await fetch(`${url}/mcp`, { method: "POST", headers: origin, body: "{}" })).status).toBe(403);
}
