import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { dispatchDatabase, rolePassword } from "@/scripts/database/roles.mjs";

/** Set-up file of every `*.db.test.ts`: one database of its own, cloned from the migrated template of the run. */
const { adminUrl, template, secret } = inject("postgres");
const name = `t_${randomBytes(6).toString("hex")}`;

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
const urlOf = (role: string, database: string) => {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = rolePassword(secret, role);
  url.pathname = `/${database}`;
  return url.toString();
};

await asAdmin(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER slip_migrate`);
await asAdmin(`CREATE DATABASE ${dispatchDatabase(name)} OWNER slip_worker`);
Object.assign(process.env, {
  SLIPWAY_APP_URL: urlOf("slip_app", name),
  SLIPWAY_WORKER_URL: urlOf("slip_worker", name),
  SLIPWAY_DISPATCH_URL: urlOf("slip_worker", dispatchDatabase(name)),
  SLIPWAY_TEST_OWNER_URL: urlOf("slip_migrate", name),
  SLIPWAY_TEST_SUPERUSER_URL: Object.assign(new URL(adminUrl), { pathname: `/${name}` }).toString(),
});

afterAll(async () => {
  const { prisma } = await import("@/lib/platform/db/prisma.server");
  const { endWorkerPool } = await import("@/lib/platform/db/worker-pool.server");
  await prisma().$disconnect();
  await endWorkerPool();
  await asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await asAdmin(`DROP DATABASE IF EXISTS ${dispatchDatabase(name)} WITH (FORCE)`);
});
