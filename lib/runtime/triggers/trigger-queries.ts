import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

const REFRESH_MS = 10_000;

/** Webhook addresses and schedules of a tenant. */
export const triggersQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "triggers"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/{tenant}/triggers", { params: { path: { tenant } }, signal })),
    refetchInterval: REFRESH_MS,
  });
