import pg from "pg";
import { expect, test } from "vitest";
import { serviceReadiness } from "@/lib/governance/tenants/service-readiness.server";

const alter = async (sql: string) => {
  const client = new pg.Client({ connectionString: process.env.SLIPWAY_TEST_SUPERUSER_URL });
  await client.connect();
  await client.query(sql).finally(() => client.end());
};

test("a process does not become ready while a table lets tenants through, and does once it is mended", async () => {
  await alter("ALTER TABLE thread NO FORCE ROW LEVEL SECURITY");
  expect(await serviceReadiness()).toEqual({
    ok: false,
    database: "ok",
    isolation: ["row level security is not forced: public.thread"],
  });
  await alter("ALTER TABLE thread FORCE ROW LEVEL SECURITY");
  expect(await serviceReadiness()).toEqual({ ok: true, database: "ok", isolation: "ok" });
});
