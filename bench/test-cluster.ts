import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareDatabase, urlAs } from "@/scripts/database/roles.mjs";
import { startPostgres } from "@/scripts/postgres/start-postgres.mjs";

const SECRET = "bench-secret-bench-secret-bench-secret";

/**
 * A Postgres of the benchmark's own, with durable commits as in production; sets this process's environment to it.
 * `settings`: of the server, besides its own defaults.
 */
export async function benchCluster(settings: Record<string, string> = {}) {
  const home = mkdtempSync(join(tmpdir(), "slipway-bench-"));
  chmodSync(home, 0o755); // as root, Postgres runs under another uid
  const postgres = await startPostgres({ root: process.cwd(), home, settings, log: () => {} });
  const urlOf = (role: string, database: string) => urlAs(postgres.url, role, SECRET, database);
  /** Makes a database of the product. Returns the part of a process's environment that points to it. */
  const addDatabase = async (database: string) => {
    await prepareDatabase({ adminUrl: postgres.url, secret: SECRET, database });
    deploy(urlOf("slip_migrate", database));
    return {
      SLIPWAY_APP_URL: urlOf("slip_app", database),
      SLIPWAY_WORKER_URL: urlOf("slip_worker", database),
      SLIPWAY_DISPATCH_URL: urlOf("slip_worker", `${database}_dispatch`),
      SLIPWAY_TEST_SUPERUSER_URL: Object.assign(new URL(postgres.url), { pathname: `/${database}` }).toString(),
    };
  };
  Object.assign(process.env, await addDatabase("bench"), {
    NEXTAUTH_SECRET: SECRET,
    SLIPWAY_KEKS: `1:${Buffer.alloc(32, 7).toString("base64")}`,
    LOG_LEVEL: "error",
  });
  return {
    /** The address of a database of the cluster for one of its roles. */
    urlOf,
    addDatabase,
    async stop() {
      await postgres.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function deploy(url: string): void {
  const done = spawnSync(process.execPath, ["node_modules/prisma/build/index.js", "migrate", "deploy"], {
    env: { ...process.env, DATABASE_URL: url },
    encoding: "utf8",
  });
  if (done.status !== 0) throw new Error(`The migrations do not apply: ${done.stderr}`);
}
