import { workerPool } from "@/lib/platform/db/worker-pool.server";

const BACK_DAYS = 8;
const AHEAD_DAYS = 8;
const DAY_MS = 86_400_000;

/**
 * Makes the daily partitions around now, so that a span of the last week or the next one has its place. Idempotent; two
 * workers that start at once take turns.
 */
export async function ensurePartitions(nowMs: number): Promise<void> {
  const from = new Date(nowMs - BACK_DAYS * DAY_MS).toISOString().slice(0, 10);
  await workerPool().query(
    `WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended('obs.ensure_partitions', 0)))
     SELECT obs.ensure_partitions($1::date, $2) FROM turn`,
    [from, BACK_DAYS + AHEAD_DAYS + 1],
  );
}
