import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** The API keys of a tenant, page by page. */
export const apiKeysQuery = (tenant: string) =>
  infiniteQueryOptions({
    queryKey: [tenant, "keys"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/keys", {
          params: { path: { tenant }, query: pageParam ? { cursor: pageParam } : {} },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
