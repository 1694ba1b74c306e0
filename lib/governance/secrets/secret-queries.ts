import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Secrets of a tenant by name, page by page. */
export const secretsQuery = (tenant: string) =>
  infiniteQueryOptions({
    queryKey: [tenant, "secrets"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/secrets", {
          params: { path: { tenant }, query: pageParam ? { cursor: pageParam } : {} },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor,
  });
