import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { getTool, listTools } from "@/lib/harness/tools/data.server";
import { createTool, reviseTool } from "@/lib/harness/tools/mutations.server";
import { NewTool, StoredTool, ToolChange, ToolDetail, ToolList } from "@/lib/harness/tools/schema";

const tag = "Tools";
const params = z.object({ tool: z.string().min(1).max(80) });

export const toolRoutes: GovernedRoute[] = [
  governedRoute(
    { method: "get", path: "/tools", scope: "harness:read", summary: "Tools", tag, response: ToolList },
    ({ actor }) => withTenant(actor, "harness:read", async (db) => ({ items: await listTools(db, actor) })),
  ),
  governedRoute(
    {
      method: "post",
      path: "/tools",
      scope: "tool:write",
      summary: "Register an HTTP tool",
      tag,
      body: NewTool,
      response: StoredTool,
      status: 201,
    },
    ({ actor, body }) => withTenant(actor, "tool:write", (db) => createTool(db, actor, body)),
  ),
  governedRoute(
    {
      method: "get",
      path: "/tools/{tool}",
      scope: "harness:read",
      summary: "A tool with its revisions",
      tag,
      params,
      response: ToolDetail,
    },
    ({ actor, params: { tool } }) => withTenant(actor, "harness:read", (db) => getTool(db, actor, tool)),
  ),
  governedRoute(
    {
      method: "post",
      path: "/tools/{tool}/revisions",
      scope: "tool:write",
      summary: "Store the next revision of an HTTP tool",
      tag,
      params,
      body: ToolChange,
      response: StoredTool,
      status: 201,
    },
    ({ actor, params: { tool }, body }) => withTenant(actor, "tool:write", (db) => reviseTool(db, actor, tool, body)),
  ),
];
