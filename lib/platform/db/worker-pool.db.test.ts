import { expect, test } from "vitest";
import { workerPool, workerStatement, workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { tenantId } from "@/lib/platform/ids/branded-id";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";

const SLUGS = "SELECT slug FROM tenant";
const tenants = (count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, index) => createTestTenant(`pool-${index}-${Date.now().toString(36)}`)),
  );
const ownId = (rows: { tenant_id: string }[]) => rows.map((row) => row.tenant_id);

/** What the next user of each connection finds there. */
async function leftovers() {
  const clients = await Promise.all(Array.from({ length: 16 }, () => workerPool().connect()));
  const found = await Promise.all(
    clients.map(async (client) => {
      const { rows } = await client.query("SELECT current_setting('app.tenant_id', true) AS tenant");
      return { tenant: rows[0]?.tenant || null, transaction: client.getTransactionStatus() };
    }),
  );
  for (const client of clients) client.release();
  return found;
}

test("statements of many tenants at once over a few connections: each sees its own rows and no other", async () => {
  const all = await tenants(8);
  const asked = Array.from({ length: 12 }, () => all).flat();
  const seen = await Promise.all(
    asked.map(async (tenant, index) => {
      const text = "SELECT tenant_id FROM tenant";
      if (index % 2 === 0) return ownId((await workerStatement(tenant.tenantId, { name: "own", text })).rows);
      return await workerTransaction(tenant.tenantId, async (client) => {
        const first = await client.query(text);
        const second = await client.query({ name: "own", text });
        return ownId([...first.rows, ...second.rows]).slice(1);
      });
    }),
  );
  expect(seen).toEqual(asked.map((tenant) => [tenant.tenantId]));
  for (const left of await leftovers()) expect(left).toEqual({ tenant: null, transaction: "I" });
});

test("nobody sees nothing: without a tenant an error, with one that does not exist no rows, whatever was sent before", async () => {
  const [tenant] = await tenants(1);
  if (!tenant) throw new Error("No tenant.");
  const nobody = tenantId("00000000-0000-0000-0000-000000000000");
  await Promise.all(Array.from({ length: 20 }, () => workerStatement(tenant.tenantId, { text: SLUGS })));
  expect((await workerStatement(nobody, { text: SLUGS })).rows).toEqual([]);
  expect((await workerTransaction(nobody, (client) => client.query(SLUGS))).rows).toEqual([]);
  await expect(workerPool().query(SLUGS)).rejects.toThrow();
  for (const left of await leftovers()) expect(left).toEqual({ tenant: null, transaction: "I" });
});

test("a refused statement writes nothing and harms no later one; a swallowed error is no commit", async () => {
  const [tenant] = await tenants(1);
  if (!tenant) throw new Error("No tenant.");
  const of = tenant.tenantId;
  const insert = { text: "INSERT INTO circuit_breaker (tenant_id, target) VALUES ($1, $2)", values: [of, "host:one"] };
  const foreign = { ...insert, values: ["00000000-0000-7000-8000-000000000000", "host:one"] };
  await expect(workerStatement(of, foreign)).rejects.toThrow(/row-level security/);
  await workerStatement(of, insert);
  await expect(workerStatement(of, insert)).rejects.toMatchObject({ code: "23505" });
  const swallowed = workerTransaction(of, async (client) => {
    await client.query({ ...insert, values: [of, "host:two"] });
    await client.query(insert).catch(() => {});
    return "done";
  });
  await expect(swallowed).rejects.toThrow("rolled back");
  const { rows } = await workerStatement(of, { text: "SELECT target FROM circuit_breaker" });
  expect(rows).toEqual([{ target: "host:one" }]);
  for (const left of await leftovers()) expect(left).toEqual({ tenant: null, transaction: "I" });
});

test("a connection that breaks in the middle is replaced", async () => {
  const [tenant] = await tenants(1);
  if (!tenant) throw new Error("No tenant.");
  const ending = { text: "SELECT pg_terminate_backend(pg_backend_pid())" };
  await expect(workerStatement(tenant.tenantId, ending)).rejects.toThrow();
  await expect(workerTransaction(tenant.tenantId, (client) => client.query(ending))).rejects.toThrow();
  const { rows } = await workerStatement(tenant.tenantId, { text: SLUGS });
  expect(rows).toHaveLength(1);
});
