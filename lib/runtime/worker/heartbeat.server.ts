import { hostname } from "node:os";
import { workerPool } from "@/lib/platform/db/worker-pool.server";

const BEAT_MS = 1_000;
const DEAD_AFTER_MS = 5_000;

export type WorkerFacts = {
  executorId: string;
  version: string;
  formats: readonly string[];
  slots: number;
  /** Segments under way now. */
  busy(): number;
};

/** Shows that this process lives, each second. Returns what ends it. */
export async function startHeartbeat({ executorId, version, formats, slots, busy }: WorkerFacts) {
  let isDraining = false;
  let lastBeatAt = 0;
  const beat = async () => {
    await workerPool().query({
      name: "worker_beat",
      text: `INSERT INTO worker_heartbeat (executor_id, host, pid, version, started_at, at, draining, formats, slots, busy)
       VALUES ($1, $2, $3, $4, now(), now(), $5, $6, $7, $8)
       ON CONFLICT (executor_id) DO UPDATE SET at = now(), draining = EXCLUDED.draining, busy = EXCLUDED.busy`,
      values: [executorId, hostname(), process.pid, version, isDraining, formats, slots, busy()],
    });
    lastBeatAt = Date.now();
  };
  await beat();
  const timer = setInterval(() => void beat().catch(() => {}), BEAT_MS);
  return {
    /** False when the database has not heard of this worker for five seconds. */
    isBeating: () => Date.now() - lastBeatAt < DEAD_AFTER_MS,
    draining() {
      isDraining = true;
      return beat();
    },
    async stop() {
      clearInterval(timer);
      await forgetWorker(executorId);
    },
  };
}

/** Workers that take runs, and workers whose heart has stopped for five seconds. */
export async function knownWorkers(): Promise<{ alive: string[]; dead: string[] }> {
  const { rows } = await workerPool().query({
    name: "known_workers",
    text: `SELECT executor_id, draining, at < now() - interval '${DEAD_AFTER_MS} milliseconds' AS is_dead FROM worker_heartbeat`,
  });
  return {
    alive: rows.filter((row) => !row.is_dead && !row.draining).map((row) => row.executor_id),
    dead: rows.filter((row) => row.is_dead).map((row) => row.executor_id),
  };
}

export async function forgetWorker(executorId: string): Promise<void> {
  await workerPool().query("DELETE FROM worker_heartbeat WHERE executor_id = $1", [executorId]);
}
