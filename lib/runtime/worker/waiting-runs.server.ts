import { workerPool } from "@/lib/platform/db/worker-pool.server";
import { tenantId } from "@/lib/platform/ids/branded-id";
import type { Dispatcher } from "@/lib/runtime/dispatch/dispatcher";
import type { RunRef } from "@/lib/runtime/journal/journal";

const MAX_ROWS = 500;
const AGAIN_AFTER_MS = 3_000;

/**
 * Finds runs that no message told about: queued ones, and running ones whose worker has gone. A run is queued again at
 * most every three seconds; the dispatcher drops what it has already.
 */
export function waitingRuns(dispatcher: Dispatcher) {
  const queuedAt = new Map<string, number>();
  const enqueue = async (run: RunRef): Promise<void> => {
    queuedAt.set(run.runId, Date.now());
    await dispatcher.enqueue(run);
  };
  return {
    enqueue,
    async sweep(): Promise<void> {
      const now = Date.now();
      for (const [runId, at] of queuedAt) if (now - at > AGAIN_AFTER_MS) queuedAt.delete(runId);
      const { rows } = await workerPool().query("SELECT tenant_id, id FROM lookup_waiting_runs($1)", [MAX_ROWS]);
      for (const row of rows) {
        if (!queuedAt.has(row.id)) await enqueue({ tenantId: tenantId(row.tenant_id), runId: row.id });
      }
    },
  };
}
