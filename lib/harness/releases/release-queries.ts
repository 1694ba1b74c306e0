import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Releases of a harness, what runs where, and how that came about. */
export const releasesQuery = (tenant: string, harness: string) =>
  queryOptions({
    queryKey: [tenant, "releases", harness],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/harnesses/{harness}/releases", { params: { path: { tenant, harness } }, signal }),
      ),
  });

/** One release: its findings, and what it changes against the one in production. */
export const releaseQuery = (tenant: string, harness: string, releaseId: string) =>
  queryOptions({
    queryKey: [tenant, "releases", harness, releaseId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/harnesses/{harness}/releases/{releaseId}", {
          params: { path: { tenant, harness, releaseId } },
          signal,
        }),
      ),
  });

/** What a release can reach, and what the policies say of it in an environment. They may change at any time. */
export const releaseAccessQuery = (
  tenant: string,
  harness: string,
  releaseId: string,
  environment: "staging" | "production",
) =>
  queryOptions({
    queryKey: [tenant, "releases", harness, releaseId, "access", environment],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/harnesses/{harness}/releases/{releaseId}/access", {
          params: { path: { tenant, harness, releaseId }, query: { environment } },
          signal,
        }),
      ),
  });

/** What would stop or worry a release of the draft as it is stored now. Always asked anew: edits and policies change it. */
export const storedReadinessQuery = (tenant: string, harness: string) =>
  queryOptions({
    queryKey: [tenant, "stored-readiness", harness],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/harnesses/{harness}/readiness", { params: { path: { tenant, harness } }, signal }),
      ),
    gcTime: 0,
    staleTime: 0,
  });

/** What stands between a release and production now, for the person who asks. */
export const promotionQuery = (tenant: string, harness: string, releaseId: string) =>
  queryOptions({
    queryKey: [tenant, "releases", harness, releaseId, "promotion"],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/harnesses/{harness}/releases/{releaseId}/promotion", {
          params: { path: { tenant, harness, releaseId } },
          signal,
        }),
      ),
  });
