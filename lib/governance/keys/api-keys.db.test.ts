import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Actor } from "@/lib/governance/access/actor";
import { requireActor } from "@/lib/governance/access/require-actor.server";
import { type Role, scopesOf } from "@/lib/governance/access/scopes";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listApiKeys } from "@/lib/governance/keys/data.server";
import { createApiKey, revokeApiKey } from "@/lib/governance/keys/mutations.server";
import { addMember } from "@/lib/governance/tenants/mutations.server";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";

type Tenant = Awaited<ReturnType<typeof createTestTenant>>;
const bearer = (token: string) => ({ cookie: () => undefined, authorization: `Bearer ${token}` });

async function person(tenant: Tenant, role: Role): Promise<Actor> {
  const id = randomUUID();
  await addMember(tenant, { id, email: `${id}@x.test`, name: role }, role);
  const { tenantId, slug } = tenant;
  return {
    kind: "user",
    id,
    tenantId,
    tenantSlug: slug,
    role,
    scopes: scopesOf(role),
    projectId: null,
    sessionId: null,
    confirmedAt: null,
    requestId: "test",
  };
}
const make = (actor: Actor, scopes: ("run:read" | "run:start")[], now = new Date()) =>
  withTenant(actor, "apikey:write", (db) => createApiKey(db, actor, { name: "ci", scopes, expiresInDays: 30 }, now));

const rowsOf = async (actor: Actor) =>
  (await withTenant(actor, "apikey:read", (db) => listApiKeys(db, actor.tenantId, { limit: 50 }, new Date()))).items;

test("a key acts with its own scopes until it is revoked", async () => {
  const tenant = await createTestTenant("keys-one");
  const owner = await person(tenant, "OWNER");
  const { token, id } = await make(owner, ["run:start"]);
  expect(await rowsOf(owner)).toMatchObject([{ id, status: "active", scopes: ["run:start"], lastUsedAt: null }]);
  expect([...(await requireActor("keys-one", bearer(token))).scopes]).toEqual(["run:start"]);
  expect(await rowsOf(owner)).toMatchObject([{ id, lastUsedAt: expect.any(String) }]);
  await withTenant(owner, "apikey:write", (db) => revokeApiKey(db, owner, id, new Date()));
  await expect(requireActor("keys-one", bearer(token))).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await rowsOf(owner)).toMatchObject([{ id, status: "revoked" }]);
  const events = await withTenant(
    owner,
    "apikey:read",
    (db) => db.$queryRaw<{ action: string }[]>`
      SELECT * FROM audit.event WHERE tenant_id = ${owner.tenantId}::uuid AND target = ${`key:${id}`} ORDER BY seq`,
  );
  expect(events.map((event) => event.action)).toEqual(["apikey.create", "apikey.revoke"]);
  expect(JSON.stringify(await rowsOf(owner)) + events.map((event) => Object.values(event).join()).join()).not.toContain(
    token.slice(-38),
  );
});

test("nobody makes a key with a right that they do not have", async () => {
  const admin = await person(await createTestTenant("keys-two"), "ADMIN");
  await expect(make(admin, ["run:read", "run:start"])).rejects.toMatchObject({
    code: "invalid",
    errors: [{ pointer: "/scopes/1" }],
  });
});

test("a key loses the rights that its maker loses", async () => {
  const tenant = await createTestTenant("keys-three");
  const owner = await person(tenant, "OWNER");
  const { token } = await make(owner, ["run:read", "run:start"]);
  await withTenant(owner, "member:write", (db) =>
    db.membership.update({
      where: { tenantId_userId: { tenantId: tenant.tenantId, userId: owner.id } },
      data: { role: "VIEWER" },
    }),
  );
  expect([...(await requireActor("keys-three", bearer(token))).scopes]).toEqual(["run:read"]);
});

test("a key ends on its day and opens no other tenant", async () => {
  const owner = await person(await createTestTenant("keys-four"), "OWNER");
  await createTestTenant("keys-five");
  const { token } = await make(owner, ["run:read"]);
  await expect(requireActor("keys-five", bearer(token))).rejects.toMatchObject({ code: "not-found" });
  const old = await make(owner, ["run:read"], new Date(Date.now() - 31 * 86_400_000));
  await expect(requireActor("keys-four", bearer(old.token))).rejects.toMatchObject({ code: "unauthenticated" });
});
