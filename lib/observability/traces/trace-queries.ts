import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { newestSpans } from "@/lib/observability/traces/newest-spans";
import type { SpanView } from "@/lib/observability/traces/schema";
import type { TraceFilter } from "@/lib/observability/traces/trace-filter";
import { api, unwrap } from "@/lib/platform/http/api-client";

const LIST_REFRESH_MS = 5_000;

/** Runs that match a filter, page by page; the list refreshes every five seconds while it is seen. */
export const tracesQuery = (tenant: string, filter: TraceFilter) =>
  infiniteQueryOptions({
    queryKey: [tenant, "traces", filter],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/runs", {
          params: { path: { tenant }, query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: LIST_REFRESH_MS,
  });

export const traceQuery = (tenant: string, runId: string) =>
  queryOptions({
    queryKey: [tenant, "trace", runId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/runs/{runId}/trace", { params: { path: { tenant, runId } }, signal })),
  });

/** All spans of a run, by their id; the live view writes newer ones into it, which a list that was asked before does not have. */
export const spansQuery = (tenant: string, runId: string) =>
  queryOptions({
    queryKey: [tenant, "spans", runId],
    queryFn: async ({ client, queryKey, signal }) => {
      const spans: Record<string, SpanView> = {};
      for (let after: number | null = 0; after !== null; ) {
        const page: { items: SpanView[]; nextSeq: number | null } = await unwrap(
          api.GET("/api/v1/{tenant}/runs/{runId}/spans", {
            params: { path: { tenant, runId }, query: { after } },
            signal,
          }),
        );
        for (const span of page.items) spans[span.id] = span;
        after = page.nextSeq;
      }
      return newestSpans(client.getQueryData<Record<string, SpanView>>(queryKey) ?? {}, spans);
    },
  });

/** Content of a closed span never changes. */
export const spanQuery = (tenant: string, runId: string, spanId: string, state: "open" | "closed") =>
  queryOptions({
    queryKey: [tenant, "span", runId, spanId, state],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/runs/{runId}/spans/{spanId}", {
          params: { path: { tenant, runId, spanId } },
          signal,
        }),
      ),
    staleTime: state === "closed" ? Number.POSITIVE_INFINITY : 0,
    refetchInterval: state === "closed" ? false : 2_000,
  });
