import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** The injected faults that are at work. */
export const faultRulesQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "fault-rules"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/{tenant}/fault-rules", { params: { path: { tenant } }, signal })),
    refetchInterval: 30_000,
  });
