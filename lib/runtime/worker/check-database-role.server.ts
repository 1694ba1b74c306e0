import { workerPool } from "@/lib/platform/db/worker-pool.server";

/** Refuses to work on a connection that could pass row level security by. Throws a sentence that says what to do. */
export async function checkDatabaseRole(): Promise<void> {
  const { rows } = await workerPool().query(
    `SELECT rolname, rolsuper, rolbypassrls,
            EXISTS (SELECT 1 FROM pg_class WHERE relname = 'run' AND relowner = pg_roles.oid) AS is_owner
       FROM pg_roles WHERE rolname = current_user`,
  );
  const role = rows[0];
  if (role && !role.rolsuper && !role.rolbypassrls && !role.is_owner) return;
  throw new Error(
    `The worker is connected as "${role?.rolname}", which can pass row level security by. Set SLIPWAY_WORKER_URL to the role slip_worker (docs/operating.md).`,
  );
}
