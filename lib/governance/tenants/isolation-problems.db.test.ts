import pg from "pg";
import { expect, test } from "vitest";
import { isolationProblems } from "@/lib/governance/tenants/isolation-problems.server";

/** Runs `change` in a transaction that is rolled back, and says what is found in between. */
async function problemsAfter(change: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: process.env.SLIPWAY_TEST_SUPERUSER_URL });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query(change);
    return await isolationProblems(async (sql) => (await client.query(sql)).rows);
  } finally {
    await client.query("ROLLBACK");
    await client.end();
  }
}

test("the database as the migrations make it breaks no rule of isolation", async () => {
  expect(await problemsAfter("SELECT 1")).toEqual([]);
});

const MUTANTS: [string, string, RegExp][] = [
  [
    "a table of tenants without row level security",
    "CREATE TABLE leak (tenant_id uuid PRIMARY KEY)",
    /not forced: public.leak/,
  ],
  [
    "row level security that its owner passes by",
    "ALTER TABLE thread NO FORCE ROW LEVEL SECURITY",
    /not forced: public.thread/,
  ],
  [
    "a second policy that lets everything through",
    "CREATE POLICY more ON run TO slip_app USING (true)",
    /more rows.*public.run/,
  ],
  ["a role that ignores policies", "ALTER ROLE slip_worker BYPASSRLS", /pass row level security by: slip_worker/],
  ["a table that the application owns", "ALTER TABLE thread OWNER TO slip_app", /pass row level security by: slip_app/],
  ["a unique key over all tenants", "CREATE UNIQUE INDEX leak ON thread (id)", /begin with the tenant: public.thread/],
  [
    "a reference that does not name the tenant",
    "CREATE UNIQUE INDEX parent ON project (id); ALTER TABLE harness ADD CONSTRAINT leak FOREIGN KEY (project_id) REFERENCES project (id)",
    /begin with the tenant: harness \(leak\)/,
  ],
];

test.each(MUTANTS)("%s is found", async (_name, change, found) => {
  expect((await problemsAfter(change)).join("\n")).toMatch(found);
});
