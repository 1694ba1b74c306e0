import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

const REFRESH_MS = 2_000;

/** The runs above and below a run; refreshes while it goes on. */
export const subRunsQuery = (tenant: string, runId: string, isLive: boolean) =>
  queryOptions({
    queryKey: [tenant, "sub-runs", runId, isLive],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/runs/{runId}/sub-runs", { params: { path: { tenant, runId } }, signal })),
    refetchInterval: isLive ? REFRESH_MS : false,
    placeholderData: (before) => before,
  });
