import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Budgets of a tenant by name, page by page. Their figures move while runs go on. */
export const budgetsQuery = (tenant: string) =>
  infiniteQueryOptions({
    queryKey: [tenant, "budgets"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/budgets", {
          params: { path: { tenant }, query: pageParam ? { cursor: pageParam } : {} },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 5_000,
  });

/** The runs that wait for one budget. */
export const waitingRunsQuery = (tenant: string, budgetId: string) =>
  queryOptions({
    queryKey: [tenant, "budgets", budgetId, "runs"],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/budgets/{budgetId}/runs", { params: { path: { tenant, budgetId } }, signal })),
    refetchInterval: 5_000,
  });

/** What a budget can be about, beside the whole tenant: its harnesses. */
export const budgetTargetsQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "harnesses"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/{tenant}/harnesses", { params: { path: { tenant } }, signal })),
  });
