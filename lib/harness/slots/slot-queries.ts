import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** The model slots of a harness, with what each environment asks in them. */
export const slotsQuery = (tenant: string, harness: string) =>
  queryOptions({
    queryKey: [tenant, "slots", harness],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/harnesses/{harness}/slots", { params: { path: { tenant, harness } }, signal })),
  });
