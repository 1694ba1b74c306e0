import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";
import { isTerminal } from "@/lib/release/run-status";

const WHILE_LIVE_MS = 1_000;

/** Whom a person can talk to. */
export const chatPartnersQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "chat-partners"],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/chat-partners", { params: { path: { tenant } }, signal })),
  });

/** One run with what was asked and answered; asked for again until it is over. */
export const chatRunQuery = (tenant: string, runId: string) =>
  queryOptions({
    queryKey: [tenant, "run", runId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/runs/{runId}", { params: { path: { tenant, runId } }, signal })),
    refetchInterval: ({ state }) => (state.data && isTerminal(state.data.status) ? false : WHILE_LIVE_MS),
  });
