import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listFaultRules } from "@/lib/governance/fault-rules/data.server";
import { findFaultRules } from "@/lib/governance/fault-rules/find-fault-rules.server";
import { createFaultRule, endFaultRule } from "@/lib/governance/fault-rules/mutations.server";
import { addSandboxConnection, createConnection } from "@/lib/governance/models/mutations.server";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";

const NOW = new Date("2026-11-29T12:00:00Z");
const RULE = { model: "main/gpt", kind: "5xx" as const, rate: 0.5, hours: 2 };

async function world() {
  const slug = `t${randomBytes(6).toString("hex")}`;
  const { tenantId } = await createTestTenant(slug);
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: Parameters<typeof withTenant<T>>[2]) => withTenant(actor, "model:write", work);
  const connection = {
    name: "main",
    provider: "openai-compatible" as const,
    baseUrl: "https://m.test/v1",
    apiKey: null,
  };
  await run((db) => addSandboxConnection(db, actor));
  await run((db) => createConnection(db, actor, connection));
  const create = (more: Partial<typeof RULE> = {}) =>
    run((db) => createFaultRule(db, actor, { ...RULE, ...more }, NOW));
  return { tenantId, actor, run, create };
}
const after = (hours: number) => NOW.getTime() + hours * 3_600_000;

test("a fault is at work for its model until its time is over, and for no other tenant", async () => {
  const [mine, other] = [await world(), await world()];
  const { id } = await mine.create();
  expect(await findFaultRules(mine.tenantId, "main/gpt", after(1))).toEqual([{ id, kind: "5xx", rate: 0.5 }]);
  expect(await findFaultRules(mine.tenantId, "main/gpt", after(2))).toEqual([]);
  expect(await findFaultRules(mine.tenantId, "main/other", after(1))).toEqual([]);
  expect(await findFaultRules(other.tenantId, "main/gpt", after(1))).toEqual([]);
});

test("making and ending a fault are audited; a simulated or unknown model and a second one are refused", async () => {
  const { tenantId, actor, run, create } = await world();
  const { id } = await create();
  await expect(create()).rejects.toMatchObject({ code: "conflict" });
  await expect(create({ model: "sandbox/echo" })).rejects.toMatchObject({ code: "conflict" });
  await expect(create({ model: "nobody/gpt" })).rejects.toMatchObject({ code: "not-found" });
  await run((db) => endFaultRule(db, actor, id));
  await expect(run((db) => endFaultRule(db, actor, id))).rejects.toMatchObject({ code: "not-found" });
  expect(await run((db) => listFaultRules(db, tenantId, NOW))).toEqual({ items: [] });
  const events = await run(
    (db) =>
      db.$queryRaw<{ action: string }[]>`
        SELECT action FROM audit.event WHERE tenant_id = ${tenantId}::uuid AND action LIKE 'fault.%' ORDER BY seq`,
  );
  expect(events.map(({ action }) => action)).toEqual(["fault.create", "fault.end"]);
});
