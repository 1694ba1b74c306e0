import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";
import type { DeadLetterFilter } from "@/lib/runtime/dead-letters/schema";
import type { ReplayTarget } from "@/lib/runtime/replay/schema";

const REFRESH_MS = 5_000;

/** Dead letters that match a filter, page by page; refreshes while it is seen. */
export const deadLettersQuery = (tenant: string, filter: DeadLetterFilter) =>
  infiniteQueryOptions({
    queryKey: [tenant, "dead-letters", filter],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/dead-letters", {
          params: { path: { tenant }, query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: REFRESH_MS,
  });

/** What a replay would do. `from` null: from the step that failed. */
export const replayPreviewQuery = (tenant: string, runId: string, from: string | null, target: ReplayTarget) =>
  queryOptions({
    queryKey: [tenant, "replay", runId, from, target],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/runs/{runId}/replay", {
          params: { path: { tenant, runId }, query: { target, ...(from ? { from } : {}) } },
          signal,
        }),
      ),
    retry: false,
  });

/** One dead letter, as it stands. Under the key of the lists: what changes them changes it. */
export const deadLetterQuery = (tenant: string, letterId: string) =>
  queryOptions({
    queryKey: [tenant, "dead-letters", "one", letterId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/dead-letters/{letterId}", { params: { path: { tenant, letterId } }, signal })),
    refetchInterval: REFRESH_MS,
  });
