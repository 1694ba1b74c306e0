import pg from "pg";
import { expect, test } from "vitest";

/** What docs/scaling.md builds on: a tenant's rows can live in one database and no row needs one of another. */
const PLATFORM = ["public._prisma_migrations", "public.session", "public.user", "public.worker_heartbeat"];

const TABLES = `
  SELECT c.oid, n.nspname || '.' || c.relname AS name,
         EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped) AS of_tenants
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname IN ('public', 'obs', 'obs_part', 'audit') AND c.relkind IN ('r', 'p')`;
const OUTSIDE = `SELECT name FROM (${TABLES}) AS t WHERE NOT of_tenants ORDER BY 1`;
const KEYLESS = `
  SELECT name FROM (${TABLES}) AS t WHERE of_tenants AND NOT EXISTS (
    SELECT 1 FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary)`;
const CROSSING = `
  SELECT k.conrelid::regclass || ' (' || k.conname || ')' AS name FROM pg_constraint k
    JOIN (${TABLES}) AS one ON one.oid = k.conrelid JOIN (${TABLES}) AS other ON other.oid = k.confrelid
   WHERE k.contype = 'f' AND one.of_tenants <> other.of_tenants`;

/** Runs `change` in a transaction that is rolled back, and gives the names that `sql` finds in between. */
async function namesAfter(change: string, sql: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: process.env.SLIPWAY_TEST_SUPERUSER_URL });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query(change);
    return (await client.query<{ name: string }>(sql)).rows.map(({ name }) => name);
  } finally {
    await client.query("ROLLBACK");
    await client.end();
  }
}

test("every table is of tenants, or one of the few of the platform", async () => {
  expect(await namesAfter("SELECT 1", OUTSIDE)).toEqual(PLATFORM);
  expect(await namesAfter("CREATE TABLE stray (id uuid PRIMARY KEY)", OUTSIDE)).toContain("public.stray");
});

test("every table of tenants has a primary key", async () => {
  expect(await namesAfter("SELECT 1", KEYLESS)).toEqual([]);
  const change = "CREATE TABLE stray (tenant_id uuid NOT NULL)";
  expect(await namesAfter(change, KEYLESS)).toEqual(["public.stray"]);
});

test("no reference leads from a tenant's rows to the platform's, or back", async () => {
  expect(await namesAfter("SELECT 1", CROSSING)).toEqual([]);
  const change = 'ALTER TABLE membership ADD CONSTRAINT stray FOREIGN KEY (user_id) REFERENCES "user" (id)';
  expect(await namesAfter(change, CROSSING)).toEqual(["membership (stray)"]);
});
