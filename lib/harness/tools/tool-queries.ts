import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** The tools that harnesses of a tenant may use; its own first. */
export const toolsQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "tools"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/{tenant}/tools", { params: { path: { tenant } }, signal })),
  });

/** One tool with its revisions, newest first. */
export const toolQuery = (tenant: string, tool: string) =>
  queryOptions({
    queryKey: [tenant, "tools", tool],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/tools/{tool}", { params: { path: { tenant, tool } }, signal })),
  });
