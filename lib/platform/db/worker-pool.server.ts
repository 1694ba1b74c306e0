import pg from "pg";
import { config } from "@/lib/platform/config/config.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { log } from "@/lib/platform/log/log.server";

let pool: pg.Pool | undefined;

/** Connections of the role `slip_worker`, for the hot write path (journal, spans). */
export function workerPool(): pg.Pool {
  const connectionString = config().SLIPWAY_WORKER_URL;
  if (!connectionString) throw new Error("SLIPWAY_WORKER_URL is not set: only the worker may use this connection.");
  if (pool) return pool;
  pool = new pg.Pool({ connectionString, max: 16 });
  // An idle connection that the server closes (a restart) is replaced by the next query; it is no reason to die.
  pool.on("error", (error) => log().warn({ error: error.message }, "a database connection was lost"));
  return pool;
}

/** One transaction for one tenant on the worker's role; the first statement sets the tenant for row level security. */
export async function workerTransaction<T>(
  tenantId: TenantId,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await workerPool().connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    await client.query("SELECT set_config('app.tenant_id', $1, true)", [tenantId]);
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

export async function endWorkerPool(): Promise<void> {
  await pool?.end();
  pool = undefined;
}
