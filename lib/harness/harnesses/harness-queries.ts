import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** The harnesses of a tenant, the newest edit first. */
export const harnessesQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "harnesses"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/{tenant}/harnesses", { params: { path: { tenant } }, signal })),
  });

/** Those that were archived. */
export const archivedHarnessesQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "harnesses", "archived"],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/harnesses", { params: { path: { tenant }, query: { archived: "true" } }, signal }),
      ),
  });
