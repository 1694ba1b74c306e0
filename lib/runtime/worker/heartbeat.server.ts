import { hostname } from "node:os";
import { workerPool } from "@/lib/platform/db/worker-pool.server";

const BEAT_MS = 1_000;
const DEAD_AFTER_MS = 5_000;

/** Shows that this process lives, each second. Returns what ends it. */
export async function startHeartbeat(executorId: string, version: string) {
  let isDraining = false;
  const beat = () =>
    workerPool().query(
      `INSERT INTO worker_heartbeat (executor_id, host, pid, version, started_at, at, draining)
       VALUES ($1, $2, $3, $4, now(), now(), $5)
       ON CONFLICT (executor_id) DO UPDATE SET at = now(), draining = EXCLUDED.draining`,
      [executorId, hostname(), process.pid, version, isDraining],
    );
  await beat();
  const timer = setInterval(() => void beat().catch(() => {}), BEAT_MS);
  return {
    draining() {
      isDraining = true;
      return beat();
    },
    async stop() {
      clearInterval(timer);
      await workerPool().query("DELETE FROM worker_heartbeat WHERE executor_id = $1", [executorId]);
    },
  };
}

/** Workers whose heart has stopped for five seconds. */
export async function deadWorkers(): Promise<string[]> {
  const { rows } = await workerPool().query(
    `SELECT executor_id FROM worker_heartbeat WHERE at < now() - interval '${DEAD_AFTER_MS} milliseconds'`,
  );
  return rows.map((row) => row.executor_id);
}

export async function forgetWorker(executorId: string): Promise<void> {
  await workerPool().query("DELETE FROM worker_heartbeat WHERE executor_id = $1", [executorId]);
}
