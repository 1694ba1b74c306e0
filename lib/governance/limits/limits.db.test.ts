import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { getRunLimits } from "@/lib/governance/limits/data.server";
import { setRunLimits } from "@/lib/governance/limits/mutations.server";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";

test("limits are the installation's until a tenant changes them; a change is audited and guarded by its revision", async () => {
  const [mine, other] = [await createTestTenant("mine"), await createTestTenant("other")];
  const actorOf = ({ tenantId, slug }: typeof mine) => systemActor("test", tenantId, slug);
  const read = (tenant: typeof mine) =>
    withTenant(actorOf(tenant), "worker:read", (db) => getRunLimits(db, tenant.tenantId));
  const standard = await read(mine);
  expect(standard).toMatchObject({ concurrentRuns: 50, concurrentRunsPerHarness: null, rev: 0 });
  const change = (rev: number) =>
    withTenant(actorOf(mine), "tenant:settings", (db) =>
      setRunLimits(db, actorOf(mine), { ...standard, concurrentRuns: 3, rev }, new Date()),
    );
  await change(0);
  expect(await read(mine)).toEqual({ ...standard, concurrentRuns: 3, rev: 1 });
  expect(await read(other)).toEqual(standard);
  await expect(change(0)).rejects.toMatchObject({ code: "conflict" });
  const events = await withTenant(
    actorOf(mine),
    "audit:read",
    (db) =>
      db.$queryRaw<{ action: string; detail_text: string }[]>`
      SELECT action, detail_text FROM audit.event WHERE tenant_id = ${mine.tenantId}::uuid`,
  );
  expect(events.map(({ action, detail_text }) => [action, JSON.parse(detail_text)])).toEqual([
    ["limits.change", { changed: ["concurrentRuns: 50 → 3"] }],
  ]);
});
