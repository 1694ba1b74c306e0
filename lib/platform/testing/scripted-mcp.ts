import { z } from "zod";
import type { SafeFetch, SafeRequest } from "@/lib/platform/net/safe-fetch.server";

type Answer = { result: unknown } | { error: { code: number; message: string } } | { status: number; text: string };
export type McpScript = (asked: { method: string; params: unknown; init: SafeRequest }) => Answer | Promise<Answer>;

const Asked = z.object({ method: z.string(), id: z.union([z.number(), z.string()]).optional(), params: z.unknown() });
const HELLO = { protocolVersion: "2025-03-26", capabilities: { tools: {} }, serverInfo: { name: "odd", version: "1" } };

/** The network with an MCP server behind it that answers what no honest server does.. */
export function scriptedMcp(script: McpScript): { safeFetch: SafeFetch; methods: string[] } {
  const methods: string[] = [];
  const answer = (status: number, text: string) => ({ status, headers: { "content-type": "application/json" }, text });
  const safeFetch: SafeFetch = async (_url, init) => {
    const asked = Asked.safeParse(JSON.parse(init.body ?? "null")).data;
    if (asked?.id === undefined) return answer(202, "");
    methods.push(asked.method);
    const { method, params } = asked;
    const said = method === "initialize" ? { result: HELLO } : await script({ method, params, init });
    if ("status" in said) return answer(said.status, said.text);
    return answer(200, JSON.stringify({ jsonrpc: "2.0", id: asked.id, ...said }));
  };
  return { safeFetch, methods };
}
