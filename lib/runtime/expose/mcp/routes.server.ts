import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { CallToolRequestSchema, ErrorCode, ListToolsRequestSchema, McpError } from "@modelcontextprotocol/sdk/types.js";
import type { Context, Hono } from "hono";
import { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import { requireKeyActor } from "@/lib/governance/access/require-actor.server";
import { config } from "@/lib/platform/config/config.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { limitRate } from "@/lib/platform/http/limit-rate.server";
import { problemResponse } from "@/lib/platform/http/problem-response.server";
import { readJsonBody } from "@/lib/platform/http/read-json-body.server";
import { callTool, listTools, MCP_WAIT_MS } from "@/lib/runtime/expose/mcp/run-tools.server";

const MAX_BODY_BYTES = 1_000_000;

/** `POST /mcp`: released harnesses as tools, by API key. Stateless: one request, one answer in JSON. */
export function addMcpRoutes(app: Hono, options: { waitMs?: number } = {}): void {
  app.post("/mcp", async (context) => {
    try {
      refuseForeignPages(context);
      const actor = await actorOf(context);
      const body = await readJsonBody(context.req.raw, MAX_BODY_BYTES);
      return await answer(actor, context.req.raw, body, options.waitMs ?? MCP_WAIT_MS);
    } catch (error) {
      const response = problemResponse(error, crypto.randomUUID());
      if (response.status === 401) response.headers.set("www-authenticate", 'Bearer realm="slipway"');
      return response;
    }
  });
  // There is no session to listen to or to end.
  app.on(["GET", "DELETE"], "/mcp", () => new Response(null, { status: 405, headers: { allow: "POST" } }));
}

/** A page of another site cannot call from a browser, and a name that somebody points here does not count as ours. */
function refuseForeignPages(context: Context): void {
  const origin = context.req.header("origin");
  const host = context.req.header("host") ?? "";
  const own = [
    new URL(config().NEXTAUTH_URL).host,
    ...config()
      .SLIPWAY_PUBLIC_HOSTS.split(",")
      .map((one) => one.trim()),
  ];
  const isLocal = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);
  if (!isLocal && !own.includes(host))
    throw new ProblemError(
      "forbidden",
      "This host name is not one of Slipway's. An operator adds it to SLIPWAY_PUBLIC_HOSTS.",
    );
  const from = origin && URL.canParse(origin) ? new URL(origin).host : origin;
  if (from && from !== host && !own.includes(from))
    throw new ProblemError("cross-origin", "Pages of other sites cannot call this.");
}

async function actorOf(context: Context): Promise<Actor> {
  const actor = await requireKeyActor(context.req.header("authorization") ?? null);
  if (!actor.scopes.has("run:start")) throw new ProblemError("forbidden", 'The key needs the right "run:start".');
  limitRate(`key:${actor.id}`);
  return actor;
}

async function answer(actor: Actor, request: Request, body: unknown, waitMs: number): Promise<Response> {
  const server = new Server({ name: "slipway", version: "1" }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: await listTools(actor) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    try {
      const args = z.json().parse(params.arguments ?? {});
      return await callTool(actor, { name: params.name, args, waitMs }, request.signal);
    } catch (error) {
      return refusal(error, params.name);
    }
  });
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  const response = await transport.handleRequest(request, { parsedBody: body });
  await server.close();
  return response;
}

/** A wrong tool is an error of the protocol; a wrong input is a result that a model can read and mend. */
function refusal(error: unknown, tool: string) {
  if (!(error instanceof ProblemError)) throw error;
  if (error.code === "not-found")
    throw new McpError(ErrorCode.InvalidParams, `There is no tool or run "${tool}" for this key.`);
  const fields = (error.errors ?? []).map(({ pointer, message }) => `${pointer}: ${message}`);
  return { content: [{ type: "text" as const, text: [error.message, ...fields].join("\n") }], isError: true };
}
