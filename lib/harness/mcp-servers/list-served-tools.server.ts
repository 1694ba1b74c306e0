import type { Actor } from "@/lib/governance/access/actor";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { openSecret } from "@/lib/governance/secrets/open-secret.server";
import { requireMcpServer } from "@/lib/harness/mcp-servers/data.server";
import { mcpToolState } from "@/lib/harness/mcp-servers/served-tool";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { type ServedTool, withMcpSession } from "@/lib/platform/net/mcp-client.server";
import { OutboundError } from "@/lib/platform/net/outbound-error";
import type { SafeFetch } from "@/lib/platform/net/safe-fetch.server";
import { mcpFingerprint } from "@/lib/release/mcp-fingerprint.server";
import { Prisma } from "@/prisma/generated/client";

const TIMEOUT_MS = 15_000;

/**
 * Asks a server for its tools and keeps what it serves beside what was approved; approves nothing. No transaction is open
 * during the call. Errors: `not-found`; `unreachable` with what the network or the server said.
 */
export async function listServedTools(
  actor: Actor,
  name: string,
  fetch: SafeFetch,
  signal: AbortSignal,
): Promise<void> {
  const server = await withTenant(actor, "tool:write", async (db) => {
    const row = await requireMcpServer(db, actor, name);
    return { url: row.url, ...(await sentWith(db, actor, row)) };
  });
  const answer = await ask(fetch, { ...server, timeoutMs: TIMEOUT_MS, signal });
  await withTenant(actor, "tool:write", (db) => store(db, actor, name, answer));
}

type Secret = { url: string; secretName: string | null; secretHeader: string; secretPrefix: string };

async function sentWith(db: TenantDb, { tenantId }: Actor, server: Secret) {
  if (!server.secretName) return { headers: {}, secrets: [] };
  const { hostname } = new URL(server.url);
  const value = await openSecret(db, tenantId, server.secretName, hostname);
  if (value === null)
    throw new ProblemError(
      "unreachable",
      `The secret "${server.secretName}" does not exist or may not go to ${hostname}. Store it under Secrets for this host.`,
    );
  return { headers: { [server.secretHeader.toLowerCase()]: `${server.secretPrefix}${value}` }, secrets: [value] };
}

type Asked = { about: { name: string; version: string }; tools: ServedTool[] };

async function ask(fetch: SafeFetch, server: Parameters<typeof withMcpSession>[1]): Promise<Asked> {
  try {
    return await withMcpSession(fetch, server, async (session) => ({
      about: session.server,
      tools: await session.listTools(),
    }));
  } catch (error) {
    if (error instanceof OutboundError) throw new ProblemError("unreachable", error.message);
    const said = error instanceof Error ? error.message.slice(0, 200) : "no answer";
    const { hostname } = new URL(server.url);
    throw new ProblemError(
      "unreachable",
      `${hostname} did not answer as an MCP server over streamable HTTP (${said}). Check the address; it often ends with /mcp.`,
    );
  }
}

/** Cut where half of a surrogate pair would be left, the text could not be stored. */
const cut = (text: string, length: number) => text.slice(0, length).toWellFormed();

async function store(db: TenantDb, actor: Actor, name: string, { about, tools }: Asked): Promise<void> {
  const { tenantId } = actor;
  const server = await requireMcpServer(db, actor, name);
  const seenAt = new Date();
  const served = new Map(tools.map((tool) => [cut(tool.name, 128), tool]));
  for (const [tool, definition] of served) {
    const facts = {
      served: JSON.parse(JSON.stringify(definition)),
      servedFingerprint: mcpFingerprint(definition),
      seenAt,
    };
    await db.mcpTool.upsert({
      where: { tenantId_serverId_tool: { tenantId, serverId: server.id, tool } },
      create: { tenantId, serverId: server.id, tool, ...facts },
      update: facts,
    });
  }
  const gone = { tenantId, serverId: server.id, tool: { notIn: [...served.keys()] } };
  await db.mcpTool.deleteMany({ where: { ...gone, pinnedFingerprint: null } });
  await db.mcpTool.updateMany({ where: gone, data: { served: Prisma.DbNull, servedFingerprint: null, seenAt } });
  await db.mcpServer.updateMany({
    where: { tenantId, id: server.id },
    data: { serverName: cut(about.name, 80), serverVersion: cut(about.version, 40), listedAt: seenAt },
  });
  const now = await requireMcpServer(db, actor, name);
  await appendAuditEvent(db, actor, {
    action: "mcp-server.list",
    target: `mcp-server:${name}`,
    detail: { tools: tools.length, changed: now.tools.filter((tool) => mcpToolState(tool) === "changed").length },
  });
}
