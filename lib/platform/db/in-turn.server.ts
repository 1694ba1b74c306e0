import { workerPool } from "@/lib/platform/db/worker-pool.server";

/** Does the work while no other process of this database does work of the same name. A process that dies gives its turn back. */
export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const client = await workerPool().connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [name]);
    return await work();
  } finally {
    // The lock ends with its connection, also when that is what broke.
    client.release(true);
  }
}
