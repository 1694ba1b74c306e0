import { queryOptions } from "@tanstack/react-query";
import type { AssetKind } from "@/lib/harness/assets/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Archived assets of one kind, the newest in the archive first. */
export const archivedAssetsQuery = (tenant: string, kind: AssetKind) =>
  queryOptions({
    queryKey: [tenant, "archived-assets", kind],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/archived-assets", { params: { path: { tenant }, query: { kind } }, signal })),
  });

/** What uses an asset now; asked each time that somebody wants to archive it. */
export const usesQuery = (tenant: string, kind: AssetKind, key: string) =>
  queryOptions({
    queryKey: [tenant, "uses", kind, key],
    staleTime: 0,
    queryFn: ({ signal }) => unwrap(usesOf(tenant, kind, key, signal)),
  });

function usesOf(tenant: string, kind: AssetKind, key: string, signal: AbortSignal) {
  switch (kind) {
    case "prompt":
      return api.GET("/api/v1/{tenant}/prompts/{prompt}/uses", { params: { path: { tenant, prompt: key } }, signal });
    case "tool":
      return api.GET("/api/v1/{tenant}/tools/{tool}/uses", { params: { path: { tenant, tool: key } }, signal });
    case "dataset":
      return api.GET("/api/v1/{tenant}/datasets/{dataset}/uses", {
        params: { path: { tenant, dataset: key } },
        signal,
      });
  }
}

/** Takes an asset out of the lists. */
export async function archiveByApi(tenant: string, kind: AssetKind, key: string): Promise<void> {
  if (kind === "prompt")
    await unwrap(api.POST("/api/v1/{tenant}/prompts/{prompt}/archive", { params: { path: { tenant, prompt: key } } }));
  else if (kind === "tool")
    await unwrap(api.POST("/api/v1/{tenant}/tools/{tool}/archive", { params: { path: { tenant, tool: key } } }));
  else
    await unwrap(
      api.POST("/api/v1/{tenant}/datasets/{dataset}/archive", { params: { path: { tenant, dataset: key } } }),
    );
}

/** Brings an archived asset back. */
export async function restoreByApi(tenant: string, kind: AssetKind, key: string): Promise<void> {
  if (kind === "prompt")
    await unwrap(api.POST("/api/v1/{tenant}/prompts/{prompt}/restore", { params: { path: { tenant, prompt: key } } }));
  else if (kind === "tool")
    await unwrap(api.POST("/api/v1/{tenant}/tools/{tool}/restore", { params: { path: { tenant, tool: key } } }));
  else
    await unwrap(
      api.POST("/api/v1/{tenant}/datasets/{dataset}/restore", { params: { path: { tenant, dataset: key } } }),
    );
}

/** What is asked again after an asset of a kind went into the archive or came back. */
export const keysToRefresh = (tenant: string, kind: AssetKind) =>
  [`${kind}s`, "archived-assets", "library", "mcp-servers"].map((name) => ({ queryKey: [tenant, name] }));
