import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** The MCP servers of a tenant, by name. */
export const mcpServersQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "mcp-servers"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/{tenant}/mcp-servers", { params: { path: { tenant } }, signal })),
  });

/** One MCP server with its tools. */
export const mcpServerQuery = (tenant: string, server: string) =>
  queryOptions({
    queryKey: [tenant, "mcp-servers", server],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/mcp-servers/{server}", { params: { path: { tenant, server } }, signal })),
  });
