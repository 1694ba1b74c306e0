import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

const REFRESH_MS = 10_000;

/** Recorded model answers, page by page. */
export const cassettesQuery = (tenant: string) =>
  infiniteQueryOptions({
    queryKey: [tenant, "cassettes"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/cassettes", {
          params: { path: { tenant }, query: pageParam ? { cursor: pageParam } : {} },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: REFRESH_MS,
  });

/** One recorded answer with all that was asked. Not under the key of the list: what is deleted is not asked for again. */
export const cassetteQuery = (tenant: string, key: string) =>
  queryOptions({
    queryKey: [tenant, "cassette", key],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/cassettes/{cassetteKey}", {
          params: { path: { tenant, cassetteKey: key } },
          signal,
        }),
      ),
  });

/** How the test runs of each harness use recorded answers. */
export const cassetteModesQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "cassette-modes"],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/cassette-modes", { params: { path: { tenant } }, signal })),
  });
