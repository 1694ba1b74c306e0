import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareDatabase, urlAs } from "@/scripts/database/roles.mjs";
import { startPostgres } from "@/scripts/postgres/start-postgres.mjs";

const SECRET = "bench-secret-bench-secret-bench-secret";

/** A Postgres of the benchmark's own, with durable commits as in production; sets this process's environment to it. */
export async function benchCluster() {
  const home = mkdtempSync(join(tmpdir(), "slipway-bench-"));
  chmodSync(home, 0o755); // as root, Postgres runs under another uid
  const postgres = await startPostgres({ root: process.cwd(), home, log: () => {} });
  await prepareDatabase({ adminUrl: postgres.url, secret: SECRET, database: "bench" });
  const urlOf = (role: string, database = "bench") => urlAs(postgres.url, role, SECRET, database);
  const deploy = spawnSync(process.execPath, ["node_modules/prisma/build/index.js", "migrate", "deploy"], {
    env: { ...process.env, DATABASE_URL: urlOf("slip_migrate") },
    encoding: "utf8",
  });
  if (deploy.status !== 0) throw new Error(`The migrations do not apply: ${deploy.stderr}`);
  Object.assign(process.env, {
    SLIPWAY_APP_URL: urlOf("slip_app"),
    SLIPWAY_WORKER_URL: urlOf("slip_worker"),
    SLIPWAY_DISPATCH_URL: urlOf("slip_worker", "bench_dispatch"),
    SLIPWAY_TEST_SUPERUSER_URL: Object.assign(new URL(postgres.url), { pathname: "/bench" }).toString(),
    NEXTAUTH_SECRET: SECRET,
    SLIPWAY_KEKS: `1:${Buffer.alloc(32, 7).toString("base64")}`,
    LOG_LEVEL: "error",
  });
  return {
    async stop() {
      await postgres.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
