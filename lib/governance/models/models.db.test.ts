import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listConnections } from "@/lib/governance/models/data.server";
import {
  addSandboxConnection,
  createConnection,
  deleteConnection,
  putModelCard,
  replaceConnection,
} from "@/lib/governance/models/mutations.server";
import { findModelConnection } from "@/lib/governance/models/read-model-connection.server";
import { NewConnection } from "@/lib/governance/models/schema";
import { testConnection } from "@/lib/governance/models/test-connection.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { SafeFetch } from "@/lib/platform/net/safe-fetch.server";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";

const KEY = "sk-first";
const INPUT = { name: "main", provider: "openai-compatible" as const, baseUrl: "https://models.test/v1", apiKey: KEY };

async function tenantWithConnection(slug: string) {
  const { tenantId } = await createTestTenant(slug);
  const actor = systemActor("test", tenantId, slug);
  const work = <T>(todo: (db: TenantDb) => Promise<T>) => withTenant(actor, "model:write", todo);
  const { id } = await work((db) => createConnection(db, actor, INPUT));
  return { tenantId, actor, work, id };
}

/** A provider that answers with this status, and notes what it was sent. */
function provider(status: number, body: unknown) {
  const seen: string[] = [];
  const fetch: SafeFetch = async (url, { headers }) => {
    seen.push(`${url} ${headers.authorization}`);
    return { status, headers: {}, text: JSON.stringify(body) };
  };
  return { seen, fetch };
}
const ask = (tenant: Awaited<ReturnType<typeof tenantWithConnection>>, fetch: SafeFetch) =>
  testConnection(tenant.actor, tenant.id, fetch, new AbortController().signal);

test("a test asks the provider with the stored key, and its result stays", async () => {
  const tenant = await tenantWithConnection("models-a");
  const { seen, fetch } = provider(200, { data: [{ id: "m-large" }, { id: "m-small" }] });
  expect(await ask(tenant, fetch)).toMatchObject({
    state: "ok",
    offered: [{ id: "m-large", contextWindow: null, prices: null }, { id: "m-small" }],
  });
  expect(seen).toEqual([`https://models.test/v1/models Bearer ${KEY}`]);
  const { items } = await tenant.work((db) => listConnections(db, tenant.tenantId, { limit: 9 }));
  expect(items).toMatchObject([{ name: "main", state: "ok", hasKey: true, testedAt: expect.any(String) }]);
  expect(JSON.stringify(items)).not.toContain(KEY);
});

test("a refused key is said without repeating what the provider echoed", async () => {
  const tenant = await tenantWithConnection("models-b");
  const result = await ask(tenant, provider(401, { error: `no such key ${KEY}` }).fetch);
  expect(result.state).toBe("auth_failed");
  expect(JSON.stringify(result)).not.toContain(KEY);
});

test("a replaced key is used by the worker and the old one is gone; a removed connection leaves nothing", async () => {
  const { tenantId, actor, work, id } = await tenantWithConnection("models-c");
  const card = { modelId: "m-1", contextWindow: 8_000, maxOutput: 500, prices: null };
  await work((db) => putModelCard(db, actor, id, card));
  await work((db) => replaceConnection(db, actor, id, { baseUrl: "https://eu.models.test/v1", apiKey: "sk-second" }));
  expect(await findModelConnection(tenantId, "main")).toMatchObject({
    baseUrl: "https://eu.models.test/v1",
    apiKey: "sk-second",
    cards: [{ ...card, ratio: null, can: { tools: null, jsonSchema: null } }],
  });
  await work((db) => deleteConnection(db, actor, id));
  expect(await findModelConnection(tenantId, "main")).toBeNull();
  expect(await work((db) => db.secret.count({ where: { tenantId } }))).toBe(0);
});

test("the simulated models cannot be changed, and another tenant's connection is not there", async () => {
  const { tenantId, actor, work } = await tenantWithConnection("models-d");
  const other = await tenantWithConnection("models-e");
  await work((db) => addSandboxConnection(db, actor));
  const sandbox = await work((db) => db.providerConnection.findFirstOrThrow({ where: { tenantId, kind: "sandbox" } }));
  await expect(work((db) => deleteConnection(db, actor, sandbox.id))).rejects.toMatchObject({ code: "conflict" });
  await expect(work((db) => deleteConnection(db, actor, other.id))).rejects.toMatchObject({ code: "not-found" });
});

test.each(["ftp://models.test", "https://user:pass@models.test/v1", "https://models.test/v1?key=1", "models.test"])(
  "%s is no address of a provider",
  (baseUrl) => {
    expect(NewConnection.safeParse({ ...INPUT, baseUrl }).success).toBe(false);
  },
);
