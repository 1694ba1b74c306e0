import pg from "pg";
import { config } from "@/lib/platform/config/config.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { log } from "@/lib/platform/log/log.server";

/** A new connection costs more than what goes over it: one is kept through a calm minute. */
const IDLE_MS = 60_000;

let pool: pg.Pool | undefined;

/** Connections of the role `slip_worker`, for the hot write path (journal, spans). */
export function workerPool(): pg.Pool {
  const connectionString = config().SLIPWAY_WORKER_URL;
  if (!connectionString) throw new Error("SLIPWAY_WORKER_URL is not set: only the worker may use this connection.");
  if (pool) return pool;
  pool = new pg.Pool({ connectionString, max: 16, pipeline: true, idleTimeoutMillis: IDLE_MS });
  // An idle connection that the server closes (a restart) is replaced by the next query; it is no reason to die.
  // The queries of a connection that is lost in use are rejected; the event would end the process.
  pool.on("connect", (client) => void client.on("error", () => {}));
  pool.on("error", (error) => log().warn({ error: error.message }, "a database connection was lost"));
  return pool;
}

/**
 * One transaction for one tenant on the worker's role; the first statement sets the tenant for row level security. `BEGIN`
 * and that statement are sent without waiting and travel with the first statement of `work`: the server executes what
 * comes over one connection in order. Should one of them fail, what follows has no tenant or no transaction, and fails too.
 */
export async function workerTransaction<T>(
  tenantId: TenantId,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await workerPool().connect();
  let broken: Error | undefined;
  try {
    const { begun, working } = together(client, () => ({ begun: begin(client, tenantId), working: work(client) }));
    const result = await working;
    const [ended] = await Promise.all([client.query("COMMIT"), ...begun]);
    if (ended.command !== "COMMIT") throw new RolledBack();
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

/** A transaction of one statement for one tenant, in one round trip: what it wrote is committed when this resolves. */
export async function workerStatement(tenantId: TenantId, statement: pg.QueryConfig): Promise<pg.QueryResult> {
  const client = await workerPool().connect();
  const sent = together(client, () => [...begin(client, tenantId), client.query(statement), client.query("COMMIT")]);
  const all = await Promise.allSettled(sent);
  const refused = all.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  // What the server refuses leaves the connection as it was.
  client.release(refused.some((reason) => !(reason instanceof pg.DatabaseError)));
  if (refused.length > 0) throw refused[0];
  const [, , answer, ended] = await Promise.all(sent);
  if (!answer || ended?.command !== "COMMIT") throw new RolledBack();
  return answer;
}

/** What is sent in `send` goes out as one packet: the server wakes once for it. */
function together<T>({ connection: { stream } }: pg.PoolClient, send: () => T): T {
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}

/** Promises that nobody waits for yet: their failure is looked at with the commit, or is that of what follows. */
function begin(client: pg.PoolClient, tenantId: TenantId): Promise<pg.QueryResult>[] {
  const sent = [
    client.query("BEGIN"),
    client.query({ name: "set_tenant", text: "SELECT set_config('app.tenant_id', $1, true)", values: [tenantId] }),
  ];
  for (const one of sent) one.catch(() => {});
  return sent;
}

/** The server answers the commit of a transaction in which something failed with ROLLBACK, and with no error. */
class RolledBack extends Error {
  constructor() {
    super("The transaction was rolled back.");
  }
}

export async function endWorkerPool(): Promise<void> {
  await pool?.end();
  pool = undefined;
}
