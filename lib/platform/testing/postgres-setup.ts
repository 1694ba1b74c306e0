import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { prepareDatabase, urlAs } from "@/scripts/database/roles.mjs";

const SECRET = "test-secret-test-secret-test-secret";

/** Global set-up: one cluster per run (or `SLIPWAY_TEST_ADMIN_URL`), with a template database that has all migrations. */
export default async function setup(project: TestProject) {
  const given = process.env.SLIPWAY_TEST_ADMIN_URL;
  const own = given ? null : await startOwnCluster();
  const adminUrl = given ?? own?.url ?? "";
  const template = `template_${migrationsHash()}`;
  await prepareDatabase({ adminUrl, secret: SECRET, database: template });
  const deploy = spawnSync(process.execPath, ["node_modules/prisma/build/index.js", "migrate", "deploy"], {
    env: { ...process.env, DATABASE_URL: urlAs(adminUrl, "slip_migrate", SECRET, template) },
    encoding: "utf8",
  });
  if (deploy.status !== 0) throw new Error(`The migrations do not apply: ${deploy.stderr}${deploy.stdout}`);
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [template]);
  await client.end();
  project.provide("postgres", { adminUrl, template, secret: SECRET });
  return async () => {
    await own?.stop();
    if (own) rmSync(own.home, { recursive: true, force: true });
  };
}

async function startOwnCluster() {
  const { startPostgres } = await import("@/scripts/postgres/start-postgres.mjs");
  const home = mkdtempSync(join(tmpdir(), "slipway-test-"));
  chmodSync(home, 0o755); // as root, Postgres runs under another uid
  const postgres = await startPostgres({
    root: process.cwd(),
    home,
    log: () => {},
    settings: { fsync: "off", max_connections: 300 },
  });
  return { home, url: postgres.url, stop: postgres.stop };
}

/** Changes whenever a migration does, so that a reused cluster never serves an old template. */
function migrationsHash(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync("prisma/migrations").sort()) {
    if (!name.endsWith(".toml"))
      hash.update(name).update(readFileSync(join("prisma/migrations", name, "migration.sql")));
  }
  return hash.digest("hex").slice(0, 12);
}

declare module "vitest" {
  export interface ProvidedContext {
    postgres: { adminUrl: string; template: string; secret: string };
  }
}
