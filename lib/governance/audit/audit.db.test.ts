import pg from "pg";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { listAuditEvents } from "@/lib/governance/audit/data.server";
import { verifyAudit } from "@/lib/governance/audit/verify-audit.server";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";

async function tenantWithEvents(slug: string, count: number) {
  const { tenantId } = await createTestTenant(slug);
  const actor = systemActor("test", tenantId, slug);
  await withTenant(actor, "audit:read", async (db) => {
    for (let event = 1; event <= count; event += 1)
      await appendAuditEvent(db, actor, {
        action: "thing.change",
        target: `thing:${slug}-${event}`,
        detail: { event },
      });
  });
  const list = (page: { limit: number; cursor?: string }, filter = {}) =>
    withTenant(actor, "audit:read", (db) => listAuditEvents(db, tenantId, filter, page));
  const verify = () => withTenant(actor, "audit:read", (db) => verifyAudit(db, tenantId));
  return { tenantId, list, verify };
}

/** Changes rows as only the owner of the database could: past triggers and row level security. */
async function tamper(statement: string, tenantId: string) {
  const client = new pg.Client({ connectionString: process.env.SLIPWAY_TEST_SUPERUSER_URL });
  await client.connect();
  await client.query("SET session_replication_role = replica");
  await client.query(statement, [tenantId]);
  await client.end();
}

test("events are read newest first, page by page, and only those of the tenant", async () => {
  const acme = await tenantWithEvents("audit-a", 5);
  await tenantWithEvents("audit-b", 3);
  const first = await acme.list({ limit: 3 });
  expect(first.items.map((event) => event.seq)).toEqual([5, 4, 3]);
  const second = await acme.list({ limit: 3, cursor: first.nextCursor ?? "" });
  expect(second).toMatchObject({ items: [{ seq: 2, detail: { event: 2 } }, { seq: 1 }], nextCursor: null });
  expect((await acme.list({ limit: 9 }, { text: "audit-a-4" })).items).toMatchObject([{ target: "thing:audit-a-4" }]);
  expect((await acme.list({ limit: 9 }, { text: "audit-b" })).items).toEqual([]);
  await expect(acme.list({ limit: 9, cursor: "1 OR true" })).rejects.toMatchObject({ code: "invalid" });
});

test("an untouched chain is intact, and an empty one too", async () => {
  expect(await (await tenantWithEvents("audit-c", 4)).verify()).toMatchObject({
    intact: true,
    events: 4,
    broken: null,
  });
  expect(await (await tenantWithEvents("audit-d", 0)).verify()).toEqual({
    intact: true,
    events: 0,
    head: null,
    broken: null,
  });
});

test.each([
  ["content", "UPDATE audit.event SET actor = 'user:nobody' WHERE tenant_id = $1 AND seq = 2", 2],
  ["gap", "DELETE FROM audit.event WHERE tenant_id = $1 AND seq = 2", 2],
  ["tail", "DELETE FROM audit.event WHERE tenant_id = $1 AND seq = 4", 3],
  ["link", "UPDATE audit.event SET prev_hash = hash WHERE tenant_id = $1 AND seq = 3", 3],
])("a change past the application is found: %s", async (kind, statement, seq) => {
  const tenant = await tenantWithEvents(`audit-${kind}`, 4);
  await tamper(statement, tenant.tenantId);
  expect(await tenant.verify()).toMatchObject({ intact: false, broken: { kind, seq } });
});
