import { queryOptions } from "@tanstack/react-query";
import type { FailureCellQuery, FailureQuery } from "@/lib/observability/failures/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

const REFRESH_MS = 15_000;

export const failuresQuery = (tenant: string, query: FailureQuery) =>
  queryOptions({
    queryKey: [tenant, "failures", query],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/failures", { params: { path: { tenant }, query }, signal })),
    refetchInterval: REFRESH_MS,
  });

export const failureCellQuery = (tenant: string, query: FailureCellQuery) =>
  queryOptions({
    queryKey: [tenant, "failures", "cell", query],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/failures/cell", { params: { path: { tenant }, query }, signal })),
    refetchInterval: REFRESH_MS,
  });
