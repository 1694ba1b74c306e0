import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { prisma } from "@/lib/platform/db/prisma.server";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";

test("a query without a tenant is an error, not an empty answer", async () => {
  await expect(prisma().project.findMany()).rejects.toThrow(/no tenant is set/);
});

test("a tenant sees its own rows and nobody else's", async () => {
  const one = await createTestTenant("one");
  const two = await createTestTenant("two");
  const seen = await withTenant(systemActor("test", one.tenantId, "one"), "harness:read", (db) =>
    db.project.findMany({ select: { id: true } }),
  );
  expect(seen.map((row) => row.id)).toEqual([one.projectId]);
  const foreign = await withTenant(systemActor("test", two.tenantId, "two"), "harness:read", (db) =>
    db.project.findFirst({ where: { id: one.projectId } }),
  );
  expect(foreign).toBeNull();
});

test("a row for another tenant cannot be written", async () => {
  const [one, two] = [await createTestTenant("three"), await createTestTenant("four")];
  const write = withTenant(systemActor("test", one.tenantId, "three"), "harness:write", (db) =>
    db.project.create({ data: { tenantId: two.tenantId, id: crypto.randomUUID(), slug: "x", name: "X" } }),
  );
  await expect(write).rejects.toThrow(/row-level security/);
});
