import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** The draft as it is stored. Not refreshed by itself: the editor's own copy is the newer one. */
export const draftQuery = (tenant: string, harness: string) =>
  queryOptions({
    queryKey: [tenant, "draft", harness],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/harnesses/{harness}/draft", { params: { path: { tenant, harness } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** Tools with their verdicts, prompts and models that a draft may use. */
export const libraryQuery = (tenant: string, harness: string) =>
  queryOptions({
    queryKey: [tenant, "library", harness],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/harnesses/{harness}/library", { params: { path: { tenant, harness } }, signal }),
      ),
  });
