import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Model connections of a tenant by name, page by page. */
export const connectionsQuery = (tenant: string) =>
  infiniteQueryOptions({
    queryKey: [tenant, "model-connections"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/model-connections", {
          params: { path: { tenant }, query: pageParam ? { cursor: pageParam } : {} },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor,
  });
