import { randomUUID } from "node:crypto";
import { isolationProblems } from "@/lib/governance/tenants/isolation-problems.server";
import { config } from "@/lib/platform/config/config.server";
import { endWorkerPool, workerPool } from "@/lib/platform/db/worker-pool.server";
import { tenantId } from "@/lib/platform/ids/branded-id";
import { log } from "@/lib/platform/log/log.server";
import { RUN_CHANNEL } from "@/lib/release/mutations.server";
import { dbosDispatcher, forgetFinishedSegments } from "@/lib/runtime/dispatch/dbos-dispatcher.server";
import type { Dispatcher } from "@/lib/runtime/dispatch/dispatcher";
import { CANCEL_CHANNEL } from "@/lib/runtime/runs/mutations.server";
import type { SegmentDependencies } from "@/lib/runtime/segment/segment-dependencies";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { checkDatabaseRole } from "@/lib/runtime/worker/check-database-role.server";
import { deadWorkers, forgetWorker, startHeartbeat } from "@/lib/runtime/worker/heartbeat.server";
import { listen } from "@/lib/runtime/worker/listen.server";
import { repeat } from "@/lib/runtime/worker/repeat.server";
import { waitingRuns } from "@/lib/runtime/worker/waiting-runs.server";

const VERSION = "1";
const CONCURRENCY = 32;
const TENANT_CONCURRENCY = 24;
const FLUSH_MS = 5_000;

export type WorkerParts = Omit<SegmentDependencies, "workerId"> & {
  /** Work of other areas that some worker has to do now and then; it must be safe when two do it at once. */
  chores: { name: string; everyMs: number; work: () => Promise<unknown> }[];
};

/** Starts one worker on this process's connections. Returns what stops it: takes nothing more, finishes or gives back. */
export async function startWorker(parts: WorkerParts): Promise<{ stop(): Promise<void> }> {
  await checkDatabaseRole();
  const problems = await isolationProblems(async (sql) => (await workerPool().query(sql)).rows);
  if (problems.length > 0) throw new Error(`Tenants are not isolated in this database. ${problems.join("; ")}.`);
  const executorId = randomUUID();
  const pool = new SegmentPool({ ...parts, workerId: executorId });
  const dispatcher = dbosDispatcher({
    systemDatabaseUrl: config().SLIPWAY_DISPATCH_URL ?? "",
    executorId,
    concurrency: CONCURRENCY,
    tenantConcurrency: TENANT_CONCURRENCY,
  });
  await dispatcher.start(pool.execute);
  const heartbeat = await startHeartbeat(executorId, VERSION);
  const waiting = waitingRuns(dispatcher);
  const listener = listen({
    [RUN_CHANNEL]: (payload) => {
      const [tenant = "", runId = ""] = payload.split(":");
      if (pool.nudge(runId)) return;
      void waiting.enqueue({ tenantId: tenantId(tenant), runId }).catch(() => {});
    },
    [CANCEL_CHANNEL]: (runId) => pool.cancel(runId),
  });
  const loops = [
    repeat("sweep", 1_000, () => waiting.sweep()),
    repeat("failure detector", 1_000, () => reclaimDead(dispatcher)),
    repeat("segment clean-up", 60_000, () => forgetFinishedSegments(Date.now())),
    ...parts.chores.map(({ name, everyMs, work }) => repeat(name, everyMs, work)),
  ];
  log().info({ worker: executorId }, "worker ready");
  return {
    async stop() {
      await heartbeat.draining();
      await listener.stop();
      await Promise.all(loops.map((loop) => loop.stop()));
      const stopping = dispatcher.stop();
      await pool.drain();
      await stopping;
      await parts.sink.flush(FLUSH_MS);
      await heartbeat.stop();
      await endWorkerPool();
    },
  };
}

/** A worker whose heart has stopped: its segments first, then its row, so that another crash here loses nothing. */
async function reclaimDead(dispatcher: Dispatcher): Promise<void> {
  for (const dead of await deadWorkers()) {
    const segments = await dispatcher.reclaim(dead);
    await forgetWorker(dead);
    log().warn({ worker: dead, segments }, "a worker died; its runs go on elsewhere");
  }
}
