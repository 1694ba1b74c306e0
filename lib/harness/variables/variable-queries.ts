import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Variables of a tenant with their values in each environment. */
export const variablesQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "variables"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/{tenant}/variables", { params: { path: { tenant } }, signal })),
  });
