import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { CallToolResultSchema, ErrorCode, ListToolsResultSchema, McpError } from "@modelcontextprotocol/sdk/types.js";
import type { z } from "zod";
import { jsonHazard } from "@/lib/platform/http/json-hazard";
import { OutboundError } from "@/lib/platform/net/outbound-error";
import type { SafeFetch, SafeRequest } from "@/lib/platform/net/safe-fetch.server";
import { WithoutSecrets } from "@/lib/platform/net/without-secrets";

export type McpServer = {
  url: string;
  /** Sent with every request, the secret among them. */
  headers: Record<string, string>;
  /** Values that are sent and never come back: not in an error, not in what is served, not in an answer. */
  secrets: readonly string[];
  /** For the whole session. */
  timeoutMs: number;
  signal: AbortSignal;
};
export type ServedTool = z.infer<typeof ListToolsResultSchema>["tools"][number];
export type McpSession = {
  server: { name: string; version: string };
  /** All tools of the server, at most 500. */
  listTools(): Promise<ServedTool[]>;
  callTool(name: string, args: Record<string, unknown>): Promise<z.infer<typeof CallToolResultSchema>>;
};

const MAX_BYTES = 1_000_000;
const MAX_TOOLS = 500;
const MAX_PAGES = 20;
/** To close a session whose time is over. */
const GOODBYE_MS = 1_000;

/**
 * One session with an MCP server over streamable HTTP, through the safe door, closed when the work is done. Streams that
 * a server opens by itself are not accepted. Rejects with `OutboundError`, or with the error of the protocol.
 */
export async function withMcpSession<T>(
  fetch: SafeFetch,
  server: McpServer,
  work: (session: McpSession) => Promise<T>,
): Promise<T> {
  const without = new WithoutSecrets(server.secrets);
  const endsAt = performance.now() + server.timeoutMs;
  const leftMs = () => Math.max(1, Math.ceil(endsAt - performance.now()));
  const door = doorOf(fetch, server, leftMs);
  const transport = new StreamableHTTPClientTransport(new URL(server.url), {
    fetch: door.fetch,
    reconnectionOptions: {
      maxRetries: 0,
      initialReconnectionDelay: 1,
      maxReconnectionDelay: 1,
      reconnectionDelayGrowFactor: 1,
    },
  });
  const client = new Client({ name: "slipway", version: "1" }, { capabilities: {} });
  const options = () => ({ timeout: leftMs(), signal: server.signal });
  try {
    await client.connect(transport, options());
    const about = client.getServerVersion();
    return await work({
      server: { name: storable(about?.name, without), version: storable(about?.version, without) },
      listTools: async () => read(ListedTools, await listAll(client, server, options), without),
      callTool: async (name, args) => {
        const params = { name, arguments: args };
        const answer = await client.request({ method: "tools/call", params }, CallToolResultSchema, options());
        return read(CallToolResultSchema, answer, without);
      },
    });
  } catch (error) {
    throw door.lastError() ?? (isLate(error) ? late(server) : errorWithout(error, without));
  } finally {
    await transport.terminateSession().catch(() => {});
    await client.close().catch(() => {});
  }
}

const isLate = (error: unknown) => error instanceof McpError && error.code === ErrorCode.RequestTimeout;
const late = ({ url, timeoutMs }: McpServer) =>
  new OutboundError("timeout", `${new URL(url).hostname} did not answer within ${timeoutMs} ms.`);

const ListedTools = ListToolsResultSchema.shape.tools;

/** What came without the secrets, which may stand in any text of it. */
const read = <T>(schema: z.ZodType<T>, came: T, without: WithoutSecrets): T =>
  without.isEmpty ? came : schema.parse(without.value(JSON.parse(JSON.stringify(came))));

/** What a server calls itself: without what the database refuses. */
const storable = (text: string | undefined, without: WithoutSecrets) =>
  without
    .text(text ?? "")
    .replaceAll("\0", "")
    .toWellFormed();

/** The error as it is when it says nothing secret, else another one with the rest of its words. */
function errorWithout(error: unknown, without: WithoutSecrets): unknown {
  const message = error instanceof Error ? error.message : String(error);
  const rest = without.text(message);
  return rest === message ? error : new Error(rest);
}

type Options = () => { timeout: number; signal: AbortSignal };

async function listAll(client: Client, { url }: McpServer, options: Options): Promise<ServedTool[]> {
  const { hostname } = new URL(url);
  const tools: ServedTool[] = [];
  const cursors = new Set<string>();
  let cursor: string | undefined;
  do {
    const params = cursor === undefined ? {} : { cursor };
    const page = await client.request({ method: "tools/list", params }, ListToolsResultSchema, options());
    tools.push(...page.tools);
    cursor = page.nextCursor;
    if (cursor === undefined) break;
    if (cursors.has(cursor) || cursors.size >= MAX_PAGES - 1)
      throw new OutboundError("too-large", `The list of tools of ${hostname} does not end within ${MAX_PAGES} pages.`);
    cursors.add(cursor);
  } while (tools.length < MAX_TOOLS);
  const listed = tools.slice(0, MAX_TOOLS);
  const hazard = jsonHazard({ tools: listed });
  if (hazard)
    throw new OutboundError(
      "bad-answer",
      `${hostname} serves a list of tools that is not taken (${hazard.pointer.slice(1).toWellFormed()}): ${hazard.message}`,
    );
  return listed;
}

/** `fetch` for the SDK. It keeps the first failure of the network, which the SDK would wrap in its own words. */
function doorOf(fetch: SafeFetch, server: McpServer, leftMs: () => number) {
  let failed: OutboundError | null = null;
  const go = async (url: string | URL, init: RequestInit = {}): Promise<Response> => {
    const request = requestOf(server, init, leftMs());
    if (!request) return new Response(null, { status: 405 });
    try {
      return responseOf(await fetch(String(url), request));
    } catch (error) {
      if (error instanceof OutboundError) failed ??= error.reason === "timeout" ? late(server) : error;
      throw error;
    }
  };
  return { fetch: go, lastError: () => failed };
}

/** Null for the stream that a client may ask for: a run waits for no server. */
function requestOf(server: McpServer, { method, headers, body }: RequestInit, leftMs: number): SafeRequest | null {
  if (method !== "POST" && method !== "DELETE") return null;
  return {
    method,
    headers: { ...Object.fromEntries(new Headers(headers).entries()), ...server.headers },
    ...(typeof body === "string" ? { body } : {}),
    timeoutMs: method === "DELETE" ? Math.max(leftMs, GOODBYE_MS) : leftMs,
    maxBytes: MAX_BYTES,
    signal: server.signal,
  };
}

const WITHOUT_BODY = new Set([202, 204]);

const responseOf = ({ status, headers, text }: Awaited<ReturnType<SafeFetch>>): Response =>
  new Response(WITHOUT_BODY.has(status) ? null : text, { status, headers: plainHeaders(headers) });

/** The body has been read and decoded, so what spoke of its transport is gone. */
function plainHeaders(headers: Record<string, string>): Record<string, string> {
  const kept = { ...headers };
  for (const name of ["content-length", "content-encoding", "transfer-encoding", "connection"]) delete kept[name];
  return kept;
}
