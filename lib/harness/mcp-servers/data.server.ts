import type { Actor } from "@/lib/governance/access/actor";
import { listArchivedAssets, listAssets, usersByKey } from "@/lib/harness/assets/data.server";
import { toolKeysOf } from "@/lib/harness/compile/tool-keys-of";
import type { McpServerDetail, McpServerSummary, McpToolView } from "@/lib/harness/mcp-servers/schema";
import { mcpToolKey, mcpToolState, servedView } from "@/lib/harness/mcp-servers/served-tool";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { findBuiltInTool } from "@/lib/release/built-in-tools";
import { ToolDefinition } from "@/lib/release/tool-definition";
import type { McpServer, McpTool } from "@/prisma/generated/client";

const Approved = ToolDefinition.pick({ sideEffect: true, classes: true }).strip();

type Row = McpServer & { tools: McpTool[] };

const scopeOf = ({ tenantId, projectId }: Actor) => ({ tenantId, ...(projectId ? { projectId } : {}) });

/** The MCP servers of a tenant by name. */
export async function listMcpServers(db: TenantDb, actor: Actor): Promise<McpServerSummary[]> {
  const archived = await archivedKeys(db, actor);
  const rows = await db.mcpServer.findMany({
    where: scopeOf(actor),
    include: { tools: true },
    orderBy: { name: "asc" },
  });
  return rows.map((row) => summaryOf(row, archived));
}

/** A server row with its tools. Throws `not-found` for an unknown or foreign name. */
export async function requireMcpServer(db: TenantDb, actor: Actor, name: string): Promise<Row> {
  const found = await db.mcpServer.findFirst({
    where: { ...scopeOf(actor), name },
    include: { tools: { orderBy: { tool: "asc" } } },
  });
  if (!found) throw new ProblemError("not-found");
  return found;
}

/** A server with what was approved of its tools and what it serves. Throws `not-found`. */
export async function getMcpServer(db: TenantDb, actor: Actor, name: string): Promise<McpServerDetail> {
  const row = await requireMcpServer(db, actor, name);
  const archived = await archivedKeys(db, actor);
  const users = await usersByKey(db, actor, (draft) => draft.nodes.flatMap(toolKeysOf));
  const taken = new Map((await listAssets(db, actor, "tool")).map(({ key, newest }) => [key, newest.body]));
  const tools = row.tools.map((tool): McpToolView => {
    const key = tool.toolKey ?? mcpToolKey(name, tool.tool);
    return {
      tool: tool.tool,
      state: stateOf(tool, archived),
      key,
      isTaken: tool.toolKey === null && (taken.has(key) || archived.has(key) || findBuiltInTool(key) !== undefined),
      pinned: servedView(tool.pinned),
      served: servedView(tool.served),
      fingerprint: tool.servedFingerprint,
      approved: tool.toolKey === null ? null : (Approved.safeParse(taken.get(tool.toolKey)).data ?? null),
      seenAt: tool.seenAt.toISOString(),
      usedBy: users.get(key) ?? [],
    };
  });
  return { ...summaryOf(row, archived), tools };
}

type Keys = ReadonlySet<string>;

const archivedKeys = async (db: TenantDb, actor: Actor): Promise<Keys> =>
  new Set((await listArchivedAssets(db, actor, "tool")).map(({ key }) => key));

const stateOf = (tool: McpTool, archived: Keys): McpToolView["state"] =>
  tool.toolKey !== null && archived.has(tool.toolKey) ? "archived" : mcpToolState(tool);

function summaryOf(row: Row, archived: Keys): McpServerSummary {
  const count = (state: string) => row.tools.filter((tool) => stateOf(tool, archived) === state).length;
  return {
    name: row.name,
    url: row.url,
    secret: row.secretName ? { name: row.secretName, header: row.secretHeader, prefix: row.secretPrefix } : null,
    about: `${row.serverName} ${row.serverVersion}`.trim(),
    listedAt: row.listedAt?.toISOString() ?? null,
    approved: count("ok"),
    quarantined: count("changed") + count("missing"),
    unapproved: count("new"),
  };
}
