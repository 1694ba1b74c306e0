import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Remembered facts, last changed first. */
export const memoryEntriesQuery = (tenant: string) =>
  infiniteQueryOptions({
    queryKey: [tenant, "memory-entries"],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/memory-entries", {
          params: { path: { tenant }, query: pageParam ? { cursor: pageParam } : {} },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });

/** A fact with its versions. */
export const memoryEntryQuery = (tenant: string, entryId: string) =>
  queryOptions({
    queryKey: [tenant, "memory-entries", entryId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/memory-entries/{entryId}", { params: { path: { tenant, entryId } }, signal })),
  });
