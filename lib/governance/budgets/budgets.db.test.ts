import { randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import type { BudgetAsk } from "@/lib/governance/budgets/budget-desk";
import { callBudgets } from "@/lib/governance/budgets/call-budgets.server";
import { listBudgets } from "@/lib/governance/budgets/data.server";
import { changeBudget, createBudget, deleteBudget } from "@/lib/governance/budgets/mutations.server";
import type { BudgetView } from "@/lib/governance/budgets/schema";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";

const NOW = Date.UTC(2026, 10, 29, 12);
const HARNESS = randomUUID();

async function world() {
  const slug = `t${randomBytes(6).toString("hex")}`;
  const { tenantId, projectId } = await createTestTenant(slug);
  const actor = systemActor("test", tenantId, slug);
  await tenantTransaction(tenantId, (db) =>
    db.harness.create({
      data: { tenantId, id: HARNESS, projectId, slug: "desk", name: "Desk", createdBy: "system:test" },
    }),
  );
  const change = <T>(work: Parameters<typeof withTenant<T>>[2]) => withTenant(actor, "budget:write", work);
  const create = (more: Partial<Parameters<typeof createBudget>[2]>) =>
    change((db) =>
      createBudget(
        db,
        actor,
        {
          name: "B",
          harness: null,
          period: "day",
          limitMicros: null,
          limitTokens: null,
          allowUnpriced: false,
          ...more,
        },
        new Date(NOW),
      ),
    );
  const list = async (atMs = NOW) =>
    (await change((db) => listBudgets(db, tenantId, { limit: 50, now: new Date(atMs) }))).items;
  const reserve = (more: Partial<BudgetAsk> = {}) =>
    callBudgets.reserve({
      ...{ tenantId, harnessId: HARNESS, runId: randomUUID(), stepKey: "answer", attempt: 1 },
      ...{ micros: 0, tokens: 0, leaseMs: 60_000, nowMs: NOW, ...more },
    });
  const settle = (reservation: string | null, used: { micros: number; tokens: number } | null) =>
    callBudgets.settle({ tenantId, reservation, nowMs: NOW }, used);
  return { tenantId, actor, change, create, list, reserve, settle };
}

function expectWithin(budgets: BudgetView[]): void {
  for (const { spent, reserved, limitMicros, limitTokens } of budgets) {
    expect(spent.tokens + reserved.tokens).toBeLessThanOrEqual(limitTokens ?? Number.POSITIVE_INFINITY);
    expect(spent.micros + reserved.micros).toBeLessThanOrEqual(limitMicros ?? Number.POSITIVE_INFINITY);
  }
}

test("whatever calls ask at the same time, spent and reserved never pass a limit, and what is settled adds up", async () => {
  const call = fc.record({
    tokens: fc.integer({ min: 1, max: 400 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    isOurs: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 8, maxLength: 40 }), async (calls) => {
      const { create, list, reserve, settle } = await world();
      await create({ name: "All", limitTokens: 2_000 });
      await create({ name: "Desk", harness: "desk", period: "month", limitTokens: 1_000, limitMicros: 900 });
      let spent = { all: 0, desk: 0 };
      await Promise.all(
        calls.map(async ({ tokens, share, isOurs }) => {
          const answer = await reserve({ tokens, micros: tokens, ...(isOurs ? {} : { harnessId: randomUUID() }) });
          if (!answer.ok) return;
          expectWithin(await list());
          const used = Math.floor(tokens * share);
          await settle(answer.reservation, { micros: used, tokens: used });
          spent = { all: spent.all + used, desk: spent.desk + (isOurs ? used : 0) };
        }),
      );
      const items = await list();
      expect(items.map(({ name, spent: { tokens }, reserved }) => [name, tokens, reserved])).toEqual([
        ["All", spent.all, { micros: 0, tokens: 0 }],
        ["Desk", spent.desk, { micros: 0, tokens: 0 }],
      ]);
    }),
    { numRuns: 8 },
  );
}, 120_000);

test("sixty-four calls that ask at once for a budget of ten get ten places", async () => {
  const { create, list, reserve } = await world();
  await create({ limitMicros: 10_000 });
  const answers = await Promise.all(Array.from({ length: 64 }, () => reserve({ micros: 1_000, tokens: 5 })));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(10);
  expect((await list())[0]).toMatchObject({ spent: { micros: 0 }, reserved: { micros: 10_000, tokens: 50 } });
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: { why: "reserved", name: "B", unit: "micros" } });
});

test("a call that its worker never settled counts in full", async () => {
  const { create, list, reserve, settle } = await world();
  await create({ limitTokens: 100 });
  const lost = await reserve({ tokens: 60, leaseMs: -1 });
  expect(await reserve({ tokens: 60 })).toMatchObject({ ok: false, refusal: { why: "spent", spent: 60 } });
  if (lost.ok) await settle(lost.reservation, { micros: 0, tokens: 1 });
  expect((await list())[0]).toMatchObject({ spent: { tokens: 60 }, reserved: { tokens: 0 } });
});

test("a call of which nobody knows what it used counts as reserved", async () => {
  const { create, list, reserve, settle } = await world();
  await create({ limitTokens: 100 });
  const asked = await reserve({ tokens: 60 });
  if (asked.ok) await settle(asked.reservation, null);
  expect((await list())[0]).toMatchObject({ spent: { tokens: 60 }, reserved: { tokens: 0 } });
});

test("a period begins anew in UTC, and a refusal says when", async () => {
  const { create, list, reserve } = await world();
  await create({ name: "Day", limitTokens: 10 });
  await create({ name: "Month", period: "month", limitTokens: 1_000 });
  expect(await reserve({ tokens: 10 })).toMatchObject({ ok: true });
  expect(await reserve({ tokens: 1, leaseMs: 1 })).toMatchObject({ ok: false });
  const midnight = Date.UTC(2026, 10, 30);
  expect(await reserve({ tokens: 11 })).toMatchObject({ ok: false, refusal: { why: "spent", until: midnight } });
  expect(await reserve({ tokens: 10, nowMs: midnight })).toMatchObject({ ok: true });
  const december = Date.UTC(2026, 11, 1);
  expect((await list(midnight)).map(({ name, reserved }) => [name, reserved.tokens])).toEqual([
    ["Day", 10],
    ["Month", 20],
  ]);
  expect((await list(december)).map(({ reserved }) => reserved.tokens)).toEqual([0, 0]);
});

test("an unknown price is no zero: money waits for it unless the budget lets such calls through", async () => {
  const { create, change, actor, list, reserve } = await world();
  const { id } = await create({ limitMicros: 1_000 });
  expect(await reserve({ micros: null, tokens: 5 })).toMatchObject({ ok: false, refusal: { why: "unpriced" } });
  const waived = { name: "B", limitMicros: 1_000, limitTokens: null, allowUnpriced: true, rev: 1 };
  await change((db) => changeBudget(db, actor, id, { change: waived, now: new Date(NOW) }));
  expect(await reserve({ micros: null, tokens: 5 })).toMatchObject({ ok: true });
  expect((await list())[0]).toMatchObject({ reserved: { micros: 0, tokens: 5 } });
});

test("changes are audited, guarded by their revision, and refused for what is there already", async () => {
  const { tenantId, actor, change, create } = await world();
  const { id } = await create({ limitTokens: 10 });
  await expect(create({ name: "Other", limitTokens: 5 })).rejects.toMatchObject({ code: "conflict" });
  await expect(create({ harness: "desk", limitTokens: 5 })).rejects.toMatchObject({ code: "conflict" });
  await expect(create({ name: "X", harness: "nothing", limitTokens: 5 })).rejects.toMatchObject({ code: "not-found" });
  const raised = { name: "B", limitMicros: null, limitTokens: 20, allowUnpriced: false, rev: 1 };
  const raise = () => change((db) => changeBudget(db, actor, id, { change: raised, now: new Date(NOW) }));
  expect(await raise()).toEqual({ id, resumed: 0 });
  await expect(raise()).rejects.toMatchObject({ code: "conflict" });
  await change((db) => deleteBudget(db, actor, id, new Date(NOW)));
  await expect(change((db) => deleteBudget(db, actor, id, new Date(NOW)))).rejects.toMatchObject({ code: "not-found" });
  const audit = await change(
    (db) =>
      db.$queryRaw<{ action: string; detail_text: string }[]>`
        SELECT action, detail_text FROM audit.event WHERE tenant_id = ${tenantId}::uuid ORDER BY seq`,
  );
  expect(audit.map(({ action }) => action)).toEqual(["budget.create", "budget.change", "budget.delete"]);
  expect(audit[1]?.detail_text).toContain("limitTokens: 10 → 20");
});

test("the budgets of one tenant neither limit nor show another", async () => {
  const [mine, other] = [await world(), await world()];
  await mine.create({ limitTokens: 1 });
  expect(await other.list()).toEqual([]);
  expect(await other.reserve({ tokens: 50 })).toEqual({ ok: true, reservation: null });
});
