import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { getTool, listTools } from "@/lib/harness/tools/data.server";
import { importOpenApi, previewOpenApi } from "@/lib/harness/tools/import-openapi.server";
import { createTool, reviseTool } from "@/lib/harness/tools/mutations.server";
import {
  ImportedTools,
  NewTool,
  OpenApiImport,
  OpenApiPreview,
  OpenApiPreviewRequest,
  StartedTest,
  StoredTool,
  ToolChange,
  ToolDetail,
  ToolList,
  ToolTest,
} from "@/lib/harness/tools/schema";
import { startToolTest } from "@/lib/harness/tools/test-tool.server";

const tag = "Tools";
const params = z.object({ tool: z.string().min(1).max(80) });
/** A document of 5 MB as a JSON string may double: every line break and quote is escaped. */
const MAX_DOCUMENT_BYTES = 11_000_000;

const registryRoutes: GovernedRoute[] = [
  governedRoute(
    { method: "get", path: "/tools", scope: "harness:read", summary: "Tools", tag, response: ToolList },
    ({ actor }) => withTenant(actor, "harness:read", async (db) => ({ items: await listTools(db, actor) })),
  ),
  governedRoute(
    {
      method: "post",
      path: "/tools",
      scope: "tool:write",
      summary: "Register an HTTP tool, or a tool made of code",
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
      summary: "Store the next revision of a tool",
      tag,
      params,
      body: ToolChange,
      response: StoredTool,
      status: 201,
    },
    ({ actor, params: { tool }, body }) => withTenant(actor, "tool:write", (db) => reviseTool(db, actor, tool, body)),
  ),
];

const tryingRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "post",
      path: "/tool-tests",
      scope: "draft:run",
      summary: "Call a tool once, as it is typed",
      tag,
      body: ToolTest,
      response: StartedTest,
      status: 202,
    },
    ({ actor, body }) => withTenant(actor, "draft:run", (db) => startToolTest(db, actor, body, Date.now())),
  ),
  governedRoute(
    {
      method: "post",
      path: "/openapi-previews",
      scope: "tool:write",
      summary: "The tools that an OpenAPI document would become",
      tag,
      body: OpenApiPreviewRequest,
      maxBodyBytes: MAX_DOCUMENT_BYTES,
      response: OpenApiPreview,
    },
    ({ actor, body: { text } }) => withTenant(actor, "tool:write", (db) => previewOpenApi(db, actor, text)),
  ),
  governedRoute(
    {
      method: "post",
      path: "/openapi-imports",
      scope: "tool:write",
      summary: "Register operations of an OpenAPI document as tools, all or none",
      tag,
      body: OpenApiImport,
      maxBodyBytes: MAX_DOCUMENT_BYTES,
      response: ImportedTools,
      status: 201,
    },
    ({ actor, body }) => withTenant(actor, "tool:write", (db) => importOpenApi(db, actor, body)),
  ),
];

export const toolRoutes: GovernedRoute[] = [...registryRoutes, ...tryingRoutes];
