import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** What was saved in a draft, the newest first. */
export const historyQuery = (tenant: string, harness: string) =>
  infiniteQueryOptions({
    queryKey: [tenant, "draft-history", harness],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/harnesses/{harness}/draft/history", {
          params: { path: { tenant, harness }, query: pageParam === undefined ? {} : { before: pageParam } },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => (nextCursor === null ? undefined : Number(nextCursor)),
  });
