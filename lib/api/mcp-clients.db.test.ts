import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { Hono } from "hono";
import { afterAll, beforeAll, expect, test } from "vitest";
import { executingRuns, runningGateway, tenantRunning } from "@/lib/api/testing/running-gateway.server";
import { addMcpRoutes } from "@/lib/runtime/expose/mcp/routes.server";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";

const PROGRAM = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    { key: "reply", kind: "llm", config: { slot: "main", prompt: { system: "Echo.", user: "{{ input.topic }}" } } },
    { key: "done", kind: "end", in: { answer: { cel: "steps.reply.output.text" } } },
  ],
  ["start > reply", "reply > done"],
  {
    inputs: { type: "object", properties: { topic: { type: "string" } }, required: ["topic"] },
    models: { main: { model: "sandbox/echo", fallbacks: [], temperature: 0, maxOutputTokens: 500 } },
  },
);
let gateway: Awaited<ReturnType<typeof runningGateway>>;
let worker: ReturnType<typeof executingRuns>;
let acme: Awaited<ReturnType<typeof tenantRunning>>;
let globex: Awaited<ReturnType<typeof tenantRunning>>;

beforeAll(async () => {
  gateway = await runningGateway();
  worker = executingRuns();
  acme = await tenantRunning("acme-mcp", PROGRAM);
  globex = await tenantRunning("globex-mcp", PROGRAM);
}, 120_000);
afterAll(async () => {
  await worker.stop();
  gateway.stop();
});

async function connected(token: string, fetcher?: typeof fetch) {
  const client = new Client({ name: "test", version: "1" });
  const transport = new StreamableHTTPClientTransport(new URL(`${gateway.url}/mcp`), {
    requestInit: { headers: { authorization: `Bearer ${token}` } },
    ...(fetcher && { fetch: fetcher }),
  });
  await client.connect(transport);
  return client;
}

test("released harnesses are tools with the contract of their release", async () => {
  const client = await connected(acme.token);
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(["test", "get_run"]);
  expect(tools[0]?.inputSchema).toMatchObject({ properties: { topic: { type: "string" } }, required: ["topic"] });
});

test("a call runs the release and answers with its output, labelled as simulated", async () => {
  const client = await connected(acme.token);
  const result = await client.callTool({ name: "test", arguments: { topic: "Hello" } });
  expect(result).toMatchObject({
    content: [{ type: "text", text: "Hello" }],
    structuredContent: { status: "succeeded", output: { answer: "Hello" }, runId: expect.any(String) },
    _meta: { "slipway/simulated": true },
  });
});

test("an input that does not fit is a result that says what to mend; a failed run is an error", async () => {
  const client = await connected(acme.token);
  const wrong = await client.callTool({ name: "test", arguments: { topic: 4 } });
  expect(wrong).toMatchObject({ isError: true });
  expect(JSON.stringify(wrong)).toContain("/input/topic");
  const failed = await client.callTool({ name: "test", arguments: { topic: "[simulate auth]" } });
  expect(failed).toMatchObject({ isError: true, content: [{ text: expect.stringContaining("provider_auth") }] });
});

test("an unknown tool is refused, and another tenant's run is not there", async () => {
  const [own, other] = [await connected(acme.token), await connected(globex.token)];
  await expect(own.callTool({ name: "nothing", arguments: {} })).rejects.toThrow(/no tool or run/);
  const { structuredContent } = await own.callTool({ name: "test", arguments: { topic: "Hello" } });
  const runId =
    structuredContent && typeof structuredContent === "object" && "runId" in structuredContent
      ? structuredContent.runId
      : "";
  expect(await own.callTool({ name: "get_run", arguments: { runId } })).toMatchObject({
    structuredContent: { status: "succeeded" },
  });
  await expect(other.callTool({ name: "get_run", arguments: { runId } })).rejects.toThrow(/no tool or run/);
});

test("a run that takes longer than its caller waits is read with get_run", async () => {
  const app = new Hono();
  addMcpRoutes(app, { waitMs: 0 });
  const client = await connected(acme.token, async (url, init) =>
    app.request(String(url), { ...init, headers: withHost(init) }),
  );
  const started = await client.callTool({ name: "test", arguments: { topic: "Slow" } });
  expect(started).toMatchObject({ content: [{ text: expect.stringContaining("not over yet") }] });
  const patient = await connected(acme.token);
  expect(
    await patient.callTool({ name: "get_run", arguments: started.structuredContent as Record<string, unknown> }),
  ).toMatchObject({
    content: [{ text: "Slow" }],
  });
});
const withHost = (init?: RequestInit) => ({ ...Object.fromEntries(new Headers(init?.headers)), host: "127.0.0.1" });

test("without a key 401 with how to authenticate; foreign pages and names are refused; there is no session", async () => {
  const post = (headers: Record<string, string>) =>
    fetch(`${gateway.url}/mcp`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }),
    });
  const unknown = await post({});
  expect(unknown.status).toBe(401);
  expect(unknown.headers.get("www-authenticate")).toContain("Bearer");
  const authorization = `Bearer ${acme.token}`;
  expect((await post({ authorization, origin: "https://evil.example" })).status).toBe(403);
  const app = new Hono();
  addMcpRoutes(app);
  const rebound = await app.request("http://evil.example/mcp", {
    method: "POST",
    headers: { authorization, host: "evil.example", "content-type": "application/json" },
    body: "{}",
  });
  expect(rebound.status).toBe(403);
  expect((await fetch(`${gateway.url}/mcp`)).status).toBe(405);
});
