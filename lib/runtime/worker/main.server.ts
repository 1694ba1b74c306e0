import { foldRollups } from "@/lib/observability/rollups/fold-rollups.server";
import { closeLostTraces } from "@/lib/observability/spans/close-lost-traces.server";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import { config } from "@/lib/platform/config/config.server";
import { log } from "@/lib/platform/log/log.server";
import { runDueSchedules } from "@/lib/runtime/triggers/run-due-schedules.server";
import { startHealthServer } from "@/lib/runtime/worker/health-server.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";
import { startWorker } from "@/lib/runtime/worker/start-worker.server";

const HOUR_MS = 3_600_000;
const LOST_MS = 30_000;
const FOLD_MS = 5_000;
const SCHEDULE_MS = 1_000;

/** The worker process. SIGTERM and SIGINT: takes nothing more, finishes attempts for at most ten seconds, gives the rest back. */
try {
  await ensurePartitions(Date.now());
  const worker = await startWorker({
    ...productionParts({ sink: createPostgresSpanSink() }),
    chores: [
      { name: "partitions", everyMs: HOUR_MS, work: () => ensurePartitions(Date.now()) },
      { name: "schedules", everyMs: SCHEDULE_MS, work: () => runDueSchedules(Date.now()) },
      { name: "rollups", everyMs: FOLD_MS, work: foldRollups },
      { name: "lost traces", everyMs: LOST_MS, work: () => closeLostTraces(Date.now()) },
    ],
  });
  startHealthServer(config().WORKER_PORT, worker.health);
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    worker.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log().error({ error: String(error) }, "the worker did not stop cleanly");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
} catch (error) {
  log().fatal({ error: error instanceof Error ? error.message : String(error) }, "the worker cannot start");
  process.exit(1);
}
