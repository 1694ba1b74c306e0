import { queryOptions } from "@tanstack/react-query";
import { NewestTestRun } from "@/lib/harness/test-runs/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** The newest test run of a harness. Asked whenever the editor opens: somebody else may have tested meanwhile. */
export const newestTestQuery = (tenant: string, harness: string) =>
  queryOptions({
    queryKey: [tenant, "newest-test", harness],
    queryFn: async ({ signal }) => {
      const path = { tenant, harness };
      return NewestTestRun.parse(
        await unwrap(api.GET("/api/v1/{tenant}/harnesses/{harness}/test-runs/newest", { params: { path }, signal })),
      );
    },
    staleTime: 0,
    gcTime: 0,
  });
