import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

const list = (tenant: string, threadId: string, query: { limit?: number; cursor?: string }, signal: AbortSignal) =>
  unwrap(
    api.GET("/api/v1/{tenant}/threads/{threadId}/summaries", {
      params: { path: { tenant, threadId }, query },
      signal,
    }),
  );

/** The version that stands for older messages now; null: none. `after`: what the caller has seen of the conversation. */
export const newestSummaryQuery = (tenant: string, threadId: string, after = "") =>
  queryOptions({
    queryKey: [tenant, "threads", threadId, "summary", after],
    queryFn: async ({ signal }) => (await list(tenant, threadId, { limit: 1 }, signal)).items[0] ?? null,
  });

/** One version and no other; null when there is none of this number. */
export const summaryVersionQuery = (tenant: string, threadId: string, version: number) =>
  queryOptions({
    queryKey: [tenant, "threads", threadId, "summary-version", version],
    queryFn: async ({ signal }) => {
      const { items } = await list(tenant, threadId, { limit: 1, cursor: String(version + 1) }, signal);
      return items.find((one) => one.version === version) ?? null;
    },
  });
