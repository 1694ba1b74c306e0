import { workerPool } from "@/lib/platform/db/worker-pool.server";
import { tenantId } from "@/lib/platform/ids/branded-id";
import type { WaitingRun } from "@/lib/runtime/dispatch/intake";

/** Runs of all tenants that need a segment and that their limits admit, fairest first. Ids and waiting times only. */
export async function waitingRuns(formats: readonly string[], maxRows: number): Promise<WaitingRun[]> {
  const { rows } = await workerPool().query({
    name: "lookup_waiting_runs",
    text: "SELECT tenant_id, id, waited_ms FROM lookup_waiting_runs($1, $2)",
    values: [maxRows, formats],
  });
  return rows.map((row) => ({ tenantId: tenantId(row.tenant_id), runId: row.id, waitedMs: Number(row.waited_ms) }));
}
