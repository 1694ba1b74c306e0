import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Members and open invites of a tenant. */
export const membersQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "members"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/{tenant}/members", { params: { path: { tenant } }, signal })),
  });
