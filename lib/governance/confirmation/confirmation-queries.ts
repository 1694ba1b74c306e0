import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** How the person who looks at the page proves who they are, and whether they did. */
export const confirmationQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "confirmation"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/{tenant}/confirmation", { params: { path: { tenant } }, signal })),
  });
