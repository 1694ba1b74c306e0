import { infiniteQueryOptions } from "@tanstack/react-query";
import type { DecisionFilter } from "@/lib/governance/decisions/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

const REFRESH_MS = 10_000;

/** Decisions that match a filter, page by page; refreshes while it is seen. */
export const decisionsQuery = (tenant: string, filter: DecisionFilter) =>
  infiniteQueryOptions({
    queryKey: [tenant, "decisions", filter],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/decisions", {
          params: { path: { tenant }, query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: REFRESH_MS,
  });
