import { queryOptions } from "@tanstack/react-query";
import { PinList } from "@/lib/harness/pins/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Which steps of a draft are pinned, and how. */
export const pinsQuery = (tenant: string, harness: string) =>
  queryOptions({
    queryKey: [tenant, "pins", harness],
    queryFn: async ({ signal }) => {
      const path = { tenant, harness };
      return PinList.parse(
        await unwrap(api.GET("/api/v1/{tenant}/harnesses/{harness}/draft/pins", { params: { path }, signal })),
      );
    },
  });

/** What a step is pinned to; `at` tells one pin from the next. */
export const pinValueQuery = (tenant: string, harness: string, { nodeId, at }: { nodeId: string; at: string }) =>
  queryOptions({
    queryKey: [tenant, "pin-value", harness, nodeId, at],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/harnesses/{harness}/draft/pins/{nodeId}", {
          params: { path: { tenant, harness, nodeId } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
