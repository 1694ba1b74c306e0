import { queryOptions } from "@tanstack/react-query";
import type { OverviewQuery } from "@/lib/observability/dashboards/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

const REFRESH_MS = 15_000;

export const overviewQuery = (tenant: string, query: OverviewQuery) =>
  queryOptions({
    queryKey: [tenant, "overview", query],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/overview", { params: { path: { tenant }, query }, signal })),
    refetchInterval: REFRESH_MS,
  });
