import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { RowPage } from "@/lib/harness/datasets/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** The datasets of a tenant, by key. */
export const datasetsQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "datasets"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/{tenant}/datasets", { params: { path: { tenant } }, signal })),
  });

/** One dataset with its revisions, newest first. */
export const datasetQuery = (tenant: string, dataset: string) =>
  queryOptions({
    queryKey: [tenant, "datasets", dataset],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/datasets/{dataset}", { params: { path: { tenant, dataset } }, signal })),
  });

type Filter = { rev?: number; tag?: string; text?: string };

/** Rows of one revision, page by page. */
export const rowsQuery = (tenant: string, dataset: string, filter: Filter) =>
  infiniteQueryOptions({
    queryKey: [tenant, "datasets", dataset, "rows", filter],
    initialPageParam: 0,
    queryFn: async ({ pageParam, signal }) =>
      RowPage.parse(
        await unwrap(
          api.GET("/api/v1/{tenant}/datasets/{dataset}/rows", {
            params: { path: { tenant, dataset }, query: { ...filter, after: pageParam } },
            signal,
          }),
        ),
      ),
    getNextPageParam: (page) => page.nextAfter,
  });
