import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listAuditEvents } from "@/lib/governance/audit/data.server";
import { listSecrets } from "@/lib/governance/secrets/data.server";
import { createSecret, deleteSecret, replaceSecret } from "@/lib/governance/secrets/mutations.server";
import { readSecret } from "@/lib/governance/secrets/read-secret.server";
import { NewSecret } from "@/lib/governance/secrets/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";

const VALUE = "tok_live_VALUE1";
const HOSTS = ["api.shop.test"];

async function tenantWithSecret(slug: string) {
  const { tenantId } = await createTestTenant(slug);
  const actor = systemActor("test", tenantId, slug);
  const work = <T>(todo: (db: TenantDb) => Promise<T>) => withTenant(actor, "secret:write", todo);
  const { id } = await work((db) => createSecret(db, actor, { name: "shop", value: VALUE, allowedHosts: HOSTS }));
  return { tenantId, actor, work, id };
}

test("a value goes to its hosts only, and a replaced one is gone", async () => {
  const { tenantId, actor, work, id } = await tenantWithSecret("secrets-a");
  expect(await readSecret(tenantId, "shop", "api.shop.test")).toBe(VALUE);
  expect(await readSecret(tenantId, "shop", "evil.test")).toBeNull();
  await work((db) => replaceSecret(db, actor, id, { value: "tok_2", allowedHosts: ["eu.shop.test"] }));
  expect(await readSecret(tenantId, "shop", "api.shop.test")).toBeNull();
  expect(await readSecret(tenantId, "shop", "eu.shop.test")).toBe("tok_2");
  await work((db) => deleteSecret(db, actor, id));
  expect(await readSecret(tenantId, "shop", "eu.shop.test")).toBeNull();
});

test("neither the list nor the audit log holds a value, and another tenant sees and changes nothing", async () => {
  const { tenantId, actor, work } = await tenantWithSecret("secrets-b");
  const other = await tenantWithSecret("secrets-c");
  const list = await work((db) => listSecrets(db, tenantId, { limit: 9 }));
  const events = await work((db) => listAuditEvents(db, tenantId, {}, { limit: 9 }));
  expect(list.items).toMatchObject([{ name: "shop", version: 1, connection: null }]);
  expect(JSON.stringify([list, events])).not.toContain(VALUE);
  await expect(work((db) => deleteSecret(db, actor, other.id))).rejects.toMatchObject({ code: "not-found" });
  expect(await readSecret(other.tenantId, "shop", "api.shop.test")).toBe(VALUE);
});

test.each([
  ["a line break in the value", { value: "a\nx-admin: 1" }],
  ["a URL as host", { allowedHosts: ["https://api.shop.test/x"] }],
  ["no host", { allowedHosts: [] }],
  ["a name that could be a path", { name: "model/main" }],
])("%s is refused", (_case, change) => {
  expect(NewSecret.safeParse({ name: "shop", value: VALUE, allowedHosts: HOSTS, ...change }).success).toBe(false);
});
