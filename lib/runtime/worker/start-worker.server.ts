import { randomUUID } from "node:crypto";
import { isolationProblems } from "@/lib/governance/tenants/isolation-problems.server";
import { config } from "@/lib/platform/config/config.server";
import { listen } from "@/lib/platform/db/listen.server";
import { endWorkerPool, workerPool } from "@/lib/platform/db/worker-pool.server";
import { tenantId } from "@/lib/platform/ids/branded-id";
import { log } from "@/lib/platform/log/log.server";
import { CANCEL_CHANNEL, RUN_CHANNEL } from "@/lib/release/mutations.server";
import { dbosDispatcher, forgetFinishedSegments } from "@/lib/runtime/dispatch/dbos-dispatcher.server";
import type { Dispatcher } from "@/lib/runtime/dispatch/dispatcher";
import { Intake } from "@/lib/runtime/dispatch/intake";
import type { SegmentDependencies } from "@/lib/runtime/segment/segment-dependencies";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { checkDatabaseRole } from "@/lib/runtime/worker/check-database-role.server";
import type { WorkerHealth } from "@/lib/runtime/worker/health-server.server";
import { forgetWorker, knownWorkers, startHeartbeat } from "@/lib/runtime/worker/heartbeat.server";
import { repeat } from "@/lib/runtime/worker/repeat.server";
import { waitingRuns } from "@/lib/runtime/worker/waiting-runs.server";

/** Version of the interpreter. */
const VERSION = "1";
const SLOTS = 32;
/** One tenant leaves slots to the others, whatever it has queued. */
const TENANT_SLOTS = 24;
const FLUSH_MS = 5_000;
const SWEEP_MS = 1_000;
const ORPHANS_MS = 30_000;

export type WorkerParts = Omit<SegmentDependencies, "workerId"> & {
  /** Work of other areas that some worker has to do now and then; it must be safe when two do it at once. */
  chores: { name: string; everyMs: number; work: () => Promise<unknown> }[];
};

export type Worker = { health(): WorkerHealth; stop(): Promise<void> };

/** Starts one worker on this process's connections. Returns what stops it: takes nothing more, finishes or gives back. */
export async function startWorker(parts: WorkerParts): Promise<Worker> {
  await checkDatabaseRole();
  const problems = await isolationProblems(async (sql) => (await workerPool().query(sql)).rows);
  if (problems.length > 0) throw new Error(`Tenants are not isolated in this database. ${problems.join("; ")}.`);
  const executorId = randomUUID();
  const { formats } = parts;
  const pool = new SegmentPool({ ...parts, workerId: executorId });
  const dispatcher = dbosDispatcher({
    systemDatabaseUrl: config().SLIPWAY_DISPATCH_URL ?? "",
    executorId,
    concurrency: SLOTS,
    tenantConcurrency: TENANT_SLOTS,
  });
  const intake = new Intake({
    workerId: executorId,
    execute: pool.execute,
    load: pool,
    waiting: (maxRows) => waitingRuns(formats, maxRows),
    dispatcher,
    slots: SLOTS,
    tenantSlots: TENANT_SLOTS,
    now: Date.now,
  });
  await dispatcher.start((run) => intake.brought(run));
  const heartbeat = await startHeartbeat({
    executorId,
    version: VERSION,
    formats,
    slots: SLOTS,
    busy: () => pool.size,
  });
  const listener = listen(config().SLIPWAY_WORKER_URL ?? "", {
    [RUN_CHANNEL]: (payload) => {
      const [tenant = "", runId = ""] = payload.split(":");
      if (pool.nudge(runId)) return;
      intake.notified({ tenantId: tenantId(tenant), runId });
    },
    [CANCEL_CHANNEL]: (runId) => pool.cancel(runId),
  });
  const loops = [
    repeat("sweep", SWEEP_MS, () => intake.sweep()),
    repeat("failure detector", SWEEP_MS, () => watchWorkers(dispatcher, intake)),
    repeat("orphans", ORPHANS_MS, () => reclaimOrphans(dispatcher)),
    repeat("segment clean-up", 60_000, () => forgetFinishedSegments(Date.now())),
    ...parts.chores.map(({ name, everyMs, work }) => repeat(name, everyMs, work)),
  ];
  log().info({ worker: executorId }, "worker ready");
  let isDraining = false;
  return {
    health() {
      const isBeating = heartbeat.isBeating();
      return { isReady: isBeating && !isDraining, isDraining, isBeating, busy: pool.size, slots: SLOTS };
    },
    async stop() {
      isDraining = true;
      await heartbeat.draining();
      await listener.stop();
      await intake.stop();
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
async function watchWorkers(dispatcher: Dispatcher, intake: Intake): Promise<void> {
  const { alive, dead } = await knownWorkers();
  intake.know(alive);
  for (const worker of dead) {
    const segments = await dispatcher.reclaim(worker);
    await forgetWorker(worker);
    log().warn({ worker, segments }, "a worker died; its runs go on elsewhere");
  }
}

/** Segments whose worker has no row at all: a crash between the two steps above, or a row that somebody removed. */
async function reclaimOrphans(dispatcher: Dispatcher): Promise<void> {
  const { alive, dead } = await knownWorkers();
  const known = new Set([...alive, ...dead]);
  for (const worker of await dispatcher.executors()) if (!known.has(worker)) await dispatcher.reclaim(worker);
}
