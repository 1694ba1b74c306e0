import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** The release of a run as a drawing; it never changes. */
export const runGraphQuery = (tenant: string, runId: string) =>
  queryOptions({
    queryKey: [tenant, "run-graph", runId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/runs/{runId}/graph", { params: { path: { tenant, runId } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** One run as its tenant may see it. */
export const runQuery = (tenant: string, runId: string) =>
  queryOptions({
    queryKey: [tenant, "run", runId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/runs/{runId}", { params: { path: { tenant, runId } }, signal })),
  });
