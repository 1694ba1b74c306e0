import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ExperimentView, ItemDetail, ItemPage } from "@/lib/harness/experiments/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

const LIVE_MS = 1_000;

/** Experiments of a tenant, newest first; followed until all have ended. */
export const experimentsQuery = (tenant: string, harness?: string) =>
  queryOptions({
    queryKey: [tenant, "experiments", { harness }],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/experiments", { params: { path: { tenant }, query: { harness } }, signal })),
    refetchInterval: ({ state }) => (state.data?.items.some((one) => one.endedAt === null) ? 2 * LIVE_MS : false),
  });

/** One experiment with its analysis; followed until it has ended. */
export const experimentQuery = (tenant: string, experimentId: string) =>
  queryOptions({
    queryKey: [tenant, "experiments", experimentId],
    queryFn: async ({ signal }) =>
      ExperimentView.parse(
        await unwrap(
          api.GET("/api/v1/{tenant}/experiments/{experimentId}", {
            params: { path: { tenant, experimentId } },
            signal,
          }),
        ),
      ),
    refetchInterval: ({ state }) => (state.data?.endedAt === null ? LIVE_MS : false),
  });

type Only = "fixed" | "broken" | "failed" | "ungraded";

/** The rows of an experiment, page by page. */
export const itemsQuery = (tenant: string, experimentId: string, only: Only | undefined) =>
  infiniteQueryOptions({
    queryKey: [tenant, "experiments", experimentId, "items", { only }],
    initialPageParam: 0,
    queryFn: async ({ pageParam, signal }) =>
      ItemPage.parse(
        await unwrap(
          api.GET("/api/v1/{tenant}/experiments/{experimentId}/items", {
            params: { path: { tenant, experimentId }, query: { only, after: pageParam } },
            signal,
          }),
        ),
      ),
    getNextPageParam: (page) => page.nextAfter,
  });

/** Every trial of one row. */
export const itemQuery = (tenant: string, experimentId: string, item: string) =>
  queryOptions({
    queryKey: [tenant, "experiments", experimentId, "items", item],
    queryFn: async ({ signal }) =>
      ItemDetail.parse(
        await unwrap(
          api.GET("/api/v1/{tenant}/experiments/{experimentId}/items/{item}", {
            params: { path: { tenant, experimentId, item } },
            signal,
          }),
        ),
      ),
  });

/** What an experiment of a harness may vary. */
export const experimentOptionsQuery = (tenant: string, harness: string) =>
  queryOptions({
    queryKey: [tenant, "experiment-options", harness],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/harnesses/{harness}/experiment-options", {
          params: { path: { tenant, harness } },
          signal,
        }),
      ),
  });
