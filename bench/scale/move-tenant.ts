import { type Figure, figure } from "@/bench/report";
import { queueRuns } from "@/bench/runtime/queue-runs";
import { serverClient } from "@/bench/runtime/server-client";
import { tenSteps } from "@/bench/runtime/ten-steps";
import { watchRuns } from "@/bench/runtime/watch-runs";
import { startNullWorker } from "@/bench/runtime/worker-process";
import { copyTenant, removeTenant } from "@/bench/scale/copy-tenant";
import { foldRollups } from "@/lib/observability/rollups/fold-rollups.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { addTestRelease, storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { until } from "@/lib/runtime/testing/worker-processes";

const FINISHED = 500;
const OPEN = 20;
const LIMIT_MS = 60_000;
const http = { method: "GET", url: "http://example.test", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };

/** Parks for five seconds in its middle. */
const withPause = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    { key: "before", kind: "http", config: http },
    { key: "pause", kind: "wait", config: { mode: "duration", durationMs: 5_000 } },
    { key: "after", kind: "http", config: http },
    { key: "done", kind: "end" },
  ],
  ["start > before", "before > pause", "pause > after", "after > done"],
);

type Shard = { SLIPWAY_TEST_SUPERUSER_URL: string } & Record<string, string>;

/**
 * Moves a tenant with five hundred finished runs, twenty parked ones and twenty queued ones from one database to another
 * of the same server: hold it (a limit of no runs at a time), let what runs end or park, fold what is left of its totals, copy every row of every table and
 * compare, remove the old ones, let it go. The open runs go on where the tenant is now, in a worker of that database, from
 * the journal that was copied. `move_hold_ms`: for how long the tenant's runs waited.
 */
export async function measureMove(target: Shard): Promise<Record<string, Figure>> {
  const release = await storeTestRelease("scale-move", tenSteps);
  const pausing = await addTestRelease(release, "pausing", withPause);
  const watch = await watchRuns();
  const workers = [await startNullWorker({ spans: true }), await startNullWorker({ spans: true, env: target })];
  const [from, to] = [await serverClient(), await serverClient(target.SLIPWAY_TEST_SUPERUSER_URL)];
  const { tenantId } = release;
  try {
    await queueRuns({ queue: () => release.queue({}), watch }, FINISHED);
    await Promise.all(Array.from({ length: OPEN }, () => pausing.queue({})));
    const countOf = async (status: string) => await countRuns(from, tenantId, status);
    await until("runs that are parked", async () => (await countOf("parked")) === OPEN, LIMIT_MS);
    const heldAt = performance.now();
    await hold(from, tenantId);
    await Promise.all(Array.from({ length: OPEN }, () => release.queue({})));
    await until("the end of what runs", async () => (await countOf("running")) === 0, LIMIT_MS);
    await until("folded totals", () => isFolded(from, tenantId), LIMIT_MS);
    const copyAt = performance.now();
    const { rows, tables } = await copyTenant(from, to, tenantId);
    const copyMs = performance.now() - copyAt;
    await removeTenant(from, tenantId);
    await letGo(to, tenantId);
    const holdMs = performance.now() - heldAt;
    await until(
      "the open runs",
      async () => (await countRuns(to, tenantId, "succeeded")) === FINISHED + 2 * OPEN,
      LIMIT_MS,
    );
    const one = (value: number, unit: string) => figure([value], unit, 0);
    return {
      move_tables: one(tables, "tables"),
      move_rows: one(rows, "rows"),
      move_rows_per_s: one(rows / (copyMs / 1_000), "rows/s"),
      move_hold_ms: one(holdMs, "ms"),
    };
  } finally {
    for (const worker of workers) await worker.stop();
    await watch.stop();
    await from.end();
    await to.end();
  }
}

type Client = Awaited<ReturnType<typeof serverClient>>;

async function countRuns(client: Client, tenantId: TenantId, status: string): Promise<number> {
  const { rows } = await client.query("SELECT count(*)::int AS n FROM run WHERE tenant_id = $1 AND status = $2", [
    tenantId,
    status,
  ]);
  return Number(rows[0]?.n);
}

/** Changes of totals that wait to be folded have the only ids that a database counts for all its tenants: none may be left. */
async function isFolded(client: Client, tenantId: TenantId): Promise<boolean> {
  await foldRollups();
  const { rows } = await client.query("SELECT count(*)::int AS n FROM obs.rollup_delta WHERE tenant_id = $1", [
    tenantId,
  ]);
  return rows[0]?.n === 0;
}

/** No claim is admitted any more; requests are accepted and wait. */
const hold = (client: Client, tenantId: TenantId) =>
  client.query(
    `INSERT INTO run_limit (tenant_id, concurrent_runs, starts_per_minute, concurrent_calls_per_provider, calls_per_minute_per_provider, updated_by)
     SELECT $1, 0, starts_per_minute, concurrent_calls_per_provider, calls_per_minute_per_provider, 'system:bench' FROM run_limits_of($1)`,
    [tenantId],
  );

const letGo = (client: Client, tenantId: TenantId) =>
  client.query("DELETE FROM run_limit WHERE tenant_id = $1", [tenantId]);
