import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Findings of a harness that somebody answers for now. Its key is below that of the releases: both change together. */
export const waiversQuery = (tenant: string, harness: string) =>
  queryOptions({
    queryKey: [tenant, "releases", harness, "waivers"],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/harnesses/{harness}/waivers", { params: { path: { tenant, harness } }, signal }),
      ),
  });
