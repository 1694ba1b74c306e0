import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";
import { isTerminalStatus } from "@/lib/release/run-request";

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
    refetchInterval: ({ state }) => (state.data && isTerminalStatus(state.data.status) ? false : WHILE_LIVE_MS),
  });
