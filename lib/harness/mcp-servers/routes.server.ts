import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { getMcpServer, listMcpServers } from "@/lib/harness/mcp-servers/data.server";
import { listServedTools } from "@/lib/harness/mcp-servers/list-served-tools.server";
import { approveMcpTools, createMcpServer, deleteMcpServer } from "@/lib/harness/mcp-servers/mutations.server";
import {
  McpApproval,
  McpServerDetail,
  McpServerList,
  NewMcpServer,
  StoredMcpServer,
} from "@/lib/harness/mcp-servers/schema";
import { ImportedTools } from "@/lib/harness/tools/schema";
import { safeFetch } from "@/lib/platform/net/safe-fetch.server";

const tag = "MCP servers";
const params = z.object({ server: z.string().min(1).max(40) });

export const mcpServerRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/mcp-servers",
      scope: "harness:read",
      summary: "MCP servers",
      tag,
      response: McpServerList,
    },
    ({ actor }) => withTenant(actor, "harness:read", async (db) => ({ items: await listMcpServers(db, actor) })),
  ),
  governedRoute(
    {
      method: "post",
      path: "/mcp-servers",
      scope: "tool:write",
      summary: "Add an MCP server",
      tag,
      body: NewMcpServer,
      response: StoredMcpServer,
      status: 201,
    },
    ({ actor, body }) => withTenant(actor, "tool:write", (db) => createMcpServer(db, actor, body)),
  ),
  governedRoute(
    {
      method: "get",
      path: "/mcp-servers/{server}",
      scope: "harness:read",
      summary: "An MCP server with its tools",
      tag,
      params,
      response: McpServerDetail,
    },
    ({ actor, params: { server } }) => withTenant(actor, "harness:read", (db) => getMcpServer(db, actor, server)),
  ),
  governedRoute(
    {
      method: "delete",
      path: "/mcp-servers/{server}",
      scope: "tool:write",
      summary: "Forget an MCP server",
      tag,
      params,
    },
    ({ actor, params: { server } }) => withTenant(actor, "tool:write", (db) => deleteMcpServer(db, actor, server)),
  ),
  governedRoute(
    {
      method: "post",
      path: "/mcp-servers/{server}/listings",
      scope: "tool:write",
      summary: "Ask an MCP server for its tools",
      tag,
      params,
      response: McpServerDetail,
    },
    async ({ actor, params: { server }, request }) => {
      await listServedTools(actor, server, safeFetch(), request.signal);
      return await withTenant(actor, "harness:read", (db) => getMcpServer(db, actor, server));
    },
  ),
  governedRoute(
    {
      method: "post",
      path: "/mcp-servers/{server}/approvals",
      scope: "tool:write",
      summary: "Approve tools of an MCP server as they are served",
      tag,
      params,
      body: McpApproval,
      response: ImportedTools,
      status: 201,
    },
    ({ actor, params: { server }, body }) =>
      withTenant(actor, "tool:write", (db) => approveMcpTools(db, actor, server, body)),
  ),
];
