import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

export type PlanFilter = { run?: string; thread?: string };

/** Model calls with their plans, newest first. */
export const contextPlansQuery = (tenant: string, filter: PlanFilter) =>
  infiniteQueryOptions({
    queryKey: [tenant, "context-plans", filter],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/context-plans", {
          params: { path: { tenant }, query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
