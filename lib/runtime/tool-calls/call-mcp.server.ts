import type { z } from "zod";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { type McpSession, type ServedTool, withMcpSession } from "@/lib/platform/net/mcp-client.server";
import { OutboundError } from "@/lib/platform/net/outbound-error";
import type { SafeFetch } from "@/lib/platform/net/safe-fetch.server";
import type { Json } from "@/lib/release/json-schema";
import { mcpFingerprint } from "@/lib/release/mcp-fingerprint.server";
import type { McpToolImpl } from "@/lib/release/tool-definition";
import type { ReadSecret } from "@/lib/runtime/tool-calls/place-secrets.server";
import { type ToolOutcome, toolFailed } from "@/lib/runtime/tool-calls/tool-outcome";
import { LostLease } from "@/lib/runtime/worker/lost-lease";

/** Records that a server serves another tool than the one that was approved: nobody may use it until a person looks. */
export type QuarantineTool = (
  tenantId: TenantId,
  change: { url: string; tool: string; pinned: string; served: ServedTool | null },
) => Promise<void>;

export type McpCall = {
  tenantId: TenantId;
  impl: z.infer<typeof McpToolImpl>;
  args: Json;
  timeoutMs: number;
  signal: AbortSignal;
};
export type McpDependencies = { safeFetch: SafeFetch; readSecret: ReadSecret; quarantine: QuarantineTool };

/**
 * One call of an MCP tool in a session of its own. The server is asked first what it serves now: another fingerprint
 * than the pinned one is refused and quarantined. The answer is structured content, or `{text}`.
 */
export async function callMcp(call: McpCall, deps: McpDependencies): Promise<ToolOutcome> {
  const { impl, tenantId, timeoutMs, signal } = call;
  const { hostname } = new URL(impl.url);
  const secret = impl.secret ? await deps.readSecret(tenantId, impl.secret.name, hostname) : null;
  if (impl.secret && secret === null)
    return toolFailed(`The secret "${impl.secret.name}" does not exist or may not go to ${hostname}.`, "internal");
  const headers: Record<string, string> = impl.secret
    ? { [impl.secret.header.toLowerCase()]: `${impl.secret.prefix}${secret}` }
    : {};
  const server = { url: impl.url, headers, secrets: secret ? [secret] : [], timeoutMs, signal };
  const progress = { isSent: false };
  try {
    return await withMcpSession(deps.safeFetch, server, (session) => callInSession(session, call, deps, progress));
  } catch (error) {
    if (error instanceof LostLease) throw error;
    return failureOf(error, hostname, progress.isSent);
  }
}

async function callInSession(
  session: McpSession,
  { impl, tenantId, args }: McpCall,
  { quarantine }: McpDependencies,
  progress: { isSent: boolean },
): Promise<ToolOutcome> {
  const served = (await session.listTools()).find((tool) => tool.name === impl.tool);
  if (!served || mcpFingerprint(served) !== impl.fingerprint) {
    await quarantine(tenantId, { url: impl.url, tool: impl.tool, pinned: impl.fingerprint, served: served ?? null });
    return toolFailed(
      served
        ? `tool-changed: "${impl.server}" serves another "${impl.tool}" than the one that was approved. It was not called; look at the change under Tools.`
        : `tool-changed: "${impl.server}" does not serve "${impl.tool}" any more.`,
    );
  }
  const isObject = typeof args === "object" && args !== null && !Array.isArray(args);
  progress.isSent = true;
  const answer = await session.callTool(impl.tool, isObject ? args : {});
  const text = answer.content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
  if (answer.isError) return toolFailed(`"${impl.tool}" failed: ${cut(text)}`, "tool_error", true);
  const value: Json = JSON.parse(JSON.stringify(answer.structuredContent ?? { text }));
  return { ok: true, value };
}

/** What a server said as a part of a sentence. Half of a surrogate pair could not be stored. */
const cut = (text: string): string => text.slice(0, 300).toWellFormed();

function failureOf(error: unknown, host: string, isSent: boolean): ToolOutcome {
  if (error instanceof OutboundError) {
    if (error.reason === "timeout") return toolFailed(error.message, "tool_timeout", isSent);
    return toolFailed(error.message, error.reason === "cancelled" ? "cancelled" : "tool_error", isSent);
  }
  const message = error instanceof Error ? error.message : String(error);
  return toolFailed(`${host} did not answer as an MCP server: ${cut(message)}`, "tool_error", isSent);
}
