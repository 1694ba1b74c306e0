import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** What a parked run wants to know from a person. */
export const stepDecisionsQuery = (tenant: string, runId: string) =>
  queryOptions({
    queryKey: [tenant, "step-decisions", runId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/runs/{runId}/decisions", { params: { path: { tenant, runId } }, signal })),
    refetchInterval: 3_000,
  });
