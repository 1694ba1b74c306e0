"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Ban } from "lucide-react";
import { useMemo } from "react";
import { titleOf } from "@/components/observability/traces/trace-columns";
import { useMay } from "@/components/shell/viewer-context";
import type { Bulk } from "@/components/ui/bulk-action";
import type { TraceView } from "@/lib/observability/traces/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";
import { isTerminal } from "@/lib/release/run-status";

const IS_OVER = "It is over already.";

/** Cancels many runs; undefined for those who may not. */
export function useCancelRuns(tenant: string): Bulk<TraceView> | undefined {
  const client = useQueryClient();
  const may = useMay()("run:cancel");
  return useMemo(
    () =>
      may
        ? {
            noun: ["run", "runs"],
            nameOf: (trace) => `${titleOf(trace)} ${trace.id.slice(-4)}`,
            actions: [
              {
                verb: "Cancel",
                doing: "Cancelling",
                done: "being cancelled",
                shortcut: "c",
                icon: <Ban className="i s" aria-hidden />,
                meaning:
                  "They end as soon as their workers see it, and do not go on. What they did outside is not undone.",
                refusal: ({ status }) => (isTerminal(status) ? IS_OVER : null),
                act: ({ id }) => cancel(tenant, id),
                onSettled: () => client.invalidateQueries({ queryKey: [tenant, "traces"] }),
              },
            ],
          }
        : undefined,
    [may, tenant, client],
  );
}

/** A run that ended before it was asked to is answered as it is; that is no cancellation. */
async function cancel(tenant: string, runId: string): Promise<void> {
  const { status } = await unwrap(
    api.POST("/api/v1/{tenant}/runs/{runId}/cancel", { params: { path: { tenant, runId } } }),
  );
  if (isTerminal(status) && status !== "cancelled") throw new Error(IS_OVER);
}
