import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

const EVERY_MS = 20_000;

/** How far the person is; asked again now and then while something is left. */
export const firstLoopQuery = (tenant: string) =>
  queryOptions({
    queryKey: [tenant, "first-loop"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/{tenant}/first-loop", { params: { path: { tenant } }, signal })),
    refetchInterval: ({ state }) =>
      state.data && !state.data.dismissed && state.data.steps.some((one) => !one.done) ? EVERY_MS : false,
  });
