import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { ApprovalFilter } from "@/lib/governance/approvals/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

const REFRESH_MS = 2_000;

/** What runs ask, page by page; refreshes while it is seen. */
export const approvalsQuery = (tenant: string, filter: ApprovalFilter) =>
  infiniteQueryOptions({
    queryKey: [tenant, "approvals", filter],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/approvals", {
          params: { path: { tenant }, query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: REFRESH_MS,
  });

/** One approval, as it stands. */
export const approvalQuery = (tenant: string, approvalId: string) =>
  queryOptions({
    queryKey: [tenant, "approvals", "one", approvalId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/approvals/{approvalId}", { params: { path: { tenant, approvalId } }, signal })),
    refetchInterval: REFRESH_MS,
  });
