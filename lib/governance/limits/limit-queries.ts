import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** What the tenant may run at a time and start in a minute. */
export const limitsQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "limits"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/{tenant}/limits", { params: { path: { tenant } }, signal })),
  });
