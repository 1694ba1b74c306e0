import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

const REFRESH_MS = 2_000;

/** Workers and the queue, refreshed every two seconds while the page is open. */
export const workersQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "workers"],
    queryFn: () => unwrap(api.GET("/api/v1/{tenant}/workers", { params: { path: { tenant } } })),
    refetchInterval: REFRESH_MS,
  });
