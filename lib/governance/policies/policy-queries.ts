import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

export const policiesQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "policies"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/{tenant}/policies", { params: { path: { tenant } }, signal })),
  });

/** What is wrong with a text, and the policies in it. */
export const checkedPoliciesQuery = (tenant: string, cedarText: string) =>
  queryOptions({
    queryKey: [tenant, "policies", "check", cedarText],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/v1/{tenant}/policies/check", { params: { path: { tenant } }, body: { cedarText }, signal }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
