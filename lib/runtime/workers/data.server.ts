import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { WorkerList } from "@/lib/runtime/workers/schema";

const LOST_AFTER_MS = 5_000;

/** Every worker of the installation, with what it does for this tenant. */
export async function listWorkers(db: TenantDb, tenantId: TenantId, nowMs: number): Promise<WorkerList> {
  const beats = await db.workerHeartbeat.findMany({ orderBy: { startedAt: "asc" } });
  const running = await db.run.groupBy({
    by: ["workerId"],
    where: { tenantId, status: "running", leaseUntil: { gt: new Date(nowMs) } },
    _count: true,
  });
  const queued = await db.run.aggregate({
    where: { tenantId, status: "queued" },
    _count: true,
    _min: { queuedAt: true },
  });
  const runsOf = new Map(running.map((row) => [row.workerId, row._count]));
  return {
    workers: beats.map((beat) => ({
      id: beat.executorId,
      host: beat.host,
      pid: beat.pid,
      version: beat.version,
      state: nowMs - beat.at.getTime() > LOST_AFTER_MS ? "lost" : beat.draining ? "draining" : "alive",
      runs: runsOf.get(beat.executorId) ?? 0,
      slots: beat.slots,
      busy: beat.busy,
      formats: beat.formats,
      startedAt: beat.startedAt.toISOString(),
      lastBeatAt: beat.at.toISOString(),
    })),
    queued: queued._count,
    oldestQueuedAt: queued._min.queuedAt?.toISOString() ?? null,
  };
}
