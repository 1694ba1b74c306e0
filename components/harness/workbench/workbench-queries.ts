import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/platform/http/api-client";

const POLL_MS = 400;
const ENDED: ReadonlySet<string> = new Set(["succeeded", "failed", "cancelled", "dead-lettered"]);

/** Whether a run of the workbench is over; a parked one waits for somebody, so nothing more comes by itself. */
export const isOver = (status: string | undefined): boolean =>
  status !== undefined && (ENDED.has(status) || status === "parked");

/** A run of the workbench, asked for until it is over. */
export const workbenchRunQuery = (tenant: string, runId: string) =>
  queryOptions({
    queryKey: [tenant, "workbench-run", runId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/{tenant}/runs/{runId}", { params: { path: { tenant, runId } }, signal })),
    refetchInterval: ({ state }) => (isOver(state.data?.status) ? false : POLL_MS),
  });

/** What the policies answered in a run. */
export const runDecisionsQuery = (tenant: string, run: string) =>
  queryOptions({
    queryKey: [tenant, "workbench-decisions", run],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/{tenant}/decisions", { params: { path: { tenant }, query: { run, limit: 10 } }, signal }),
      ),
  });
