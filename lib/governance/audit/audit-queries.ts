import { infiniteQueryOptions } from "@tanstack/react-query";
import type { AuditFilter } from "@/lib/governance/audit/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Audit events that match a filter, page by page, newest first. */
export const auditQuery = (tenant: string, filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: [tenant, "audit", filter],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/audit", {
          params: { path: { tenant }, query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor,
  });
