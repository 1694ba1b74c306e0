import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { callBudgets } from "@/lib/governance/budgets/call-budgets.server";
import { listBudgets, listWaitingRuns } from "@/lib/governance/budgets/data.server";
import { changeBudget, createBudget, deleteBudget } from "@/lib/governance/budgets/mutations.server";
import type { NewBudget } from "@/lib/governance/budgets/schema";
import { addSandboxConnection } from "@/lib/governance/models/mutations.server";
import { activateStarterPolicies } from "@/lib/governance/policies/mutations.server";
import { memorySpanSink } from "@/lib/observability/spans/memory-span-sink";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { newId } from "@/lib/platform/ids/new-id.server";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { openDecisions } from "@/lib/runtime/step-decisions/data.server";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

const reply = (key: string) => ({
  key,
  kind: "llm" as const,
  config: { slot: "main", prompt: { system: "You are an echo.", user: "{{ input.text }}" } },
});
const PROGRAM = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    reply("first"),
    reply("second"),
    { key: "done", kind: "end", in: { answer: { cel: "steps.second.output.text" } } },
  ],
  ["start > first", "first > second", "second > done"],
  { models: { main: { model: "sandbox/echo", fallbacks: [], temperature: 0, maxOutputTokens: 100 } } },
);

async function world() {
  const slug = `t${randomBytes(6).toString("hex")}`;
  const stored = await storeTestRelease(slug, PROGRAM);
  const { tenantId } = stored;
  const actor = systemActor("test", tenantId, slug);
  await tenantTransaction(tenantId, async (db) => {
    await addSandboxConnection(db, actor);
    await activateStarterPolicies(db, actor);
  });
  const clock = { atMs: Date.now(), now: () => clock.atMs };
  const { sink } = memorySpanSink();
  const pool = new SegmentPool({ ...productionParts({ sink, clock, sleep: async () => {} }), workerId: "test" });
  const run = <T>(work: Parameters<typeof withTenant<T>>[2]) => withTenant(actor, "budget:write", work);
  const budget = (more: Partial<NewBudget>) => {
    const given = { name: "Echo money", harness: "test", period: "day" as const, allowUnpriced: false };
    return run((db) =>
      createBudget(db, actor, { ...given, limitMicros: null, limitTokens: null, ...more }, new Date(clock.atMs)),
    );
  };
  const raise = (id: string, limitTokens: number) =>
    run((db) => {
      const change = { name: "Echo money", limitMicros: null, limitTokens, allowUnpriced: false, rev: 1 };
      return changeBudget(db, actor, id, { change, now: new Date(clock.atMs) });
    });
  const runOf = (id: string) =>
    tenantTransaction(tenantId, (db) => db.run.findFirstOrThrow({ where: { tenantId, id } }));
  const start = async () => {
    const queued = await stored.queue({ text: "hello ".repeat(50) });
    await pool.execute(queued);
    return queued;
  };
  const journalOf = (runId: string) =>
    tenantTransaction(tenantId, (db) =>
      db.journalEntry.findMany({ where: { tenantId, runId }, orderBy: { seq: "asc" }, select: { kind: true } }),
    );
  const view = async () =>
    (await run((db) => listBudgets(db, tenantId, { limit: 5, now: new Date(clock.atMs) }))).items[0];
  return { tenantId, actor, clock, pool, run, budget, raise, runOf, start, journalOf, view };
}

test("a run that a budget has no room for parks with the budget's name, loses nothing, and finishes when it is raised", async () => {
  const { start, budget, raise, runOf, pool, run, actor, tenantId, view, journalOf } = await world();
  // Room for the first of two calls: what it used stays, the second does not fit.
  const { id } = await budget({ limitTokens: 200 });
  const queued = await start();
  expect(await runOf(queued.runId)).toMatchObject({ status: "parked", parkedReason: "budget" });
  const [question] = await run((db) => openDecisions(db, actor, queued.runId));
  expect(question).toMatchObject({
    step: "second",
    reason: "budget",
    failure: { class: "budget_exceeded", message: expect.stringContaining('"Echo money"') },
  });
  expect(await view()).toMatchObject({ waiting: 1, reserved: { tokens: 0 } });
  expect((await run((db) => listWaitingRuns(db, tenantId, id))).items).toMatchObject([{ run: queued.runId }]);
  const before = (await journalOf(queued.runId)).filter(({ kind }) => kind === "call-finished").length;
  expect(await raise(id, 10_000)).toMatchObject({ resumed: 1 });
  expect((await runOf(queued.runId)).status).toBe("queued");
  await pool.execute(queued);
  expect(await runOf(queued.runId)).toMatchObject({ status: "succeeded" });
  const after = (await journalOf(queued.runId)).filter(({ kind }) => kind === "call-finished").length;
  expect(after).toBe(before + 1);
  expect(await view()).toMatchObject({ waiting: 0, reserved: { tokens: 0 } });
  const done = await runOf(queued.runId);
  expect((await view())?.spent.tokens).toBe(done.inputTokens + done.outputTokens);
});

test("a raise that is too small leaves the run where it is", async () => {
  const { start, budget, raise, runOf } = await world();
  const { id } = await budget({ limitTokens: 5 });
  const queued = await start();
  expect(await raise(id, 6)).toMatchObject({ resumed: 0 });
  expect(await runOf(queued.runId)).toMatchObject({ status: "parked", parkedReason: "budget" });
});

test("a run goes on by itself when the period begins anew", async () => {
  const { start, budget, runOf, clock, pool, tenantId } = await world();
  await budget({ limitTokens: 200 });
  const queued = await start();
  const { wakeAt } = await runOf(queued.runId);
  const next = new Date(clock.atMs);
  next.setUTCHours(24, 0, 0, 0);
  expect(wakeAt).toEqual(next);
  clock.atMs = next.getTime();
  await pool.execute({ tenantId, runId: queued.runId });
  expect(await runOf(queued.runId)).toMatchObject({ status: "succeeded" });
});

test("the runs that wait for a budget go on when it is deleted", async () => {
  const { start, budget, runOf, pool, run, actor, clock } = await world();
  const { id } = await budget({ harness: null, limitTokens: 1 });
  const queued = [await start(), await start()];
  expect(await run((db) => deleteBudget(db, actor, id, new Date(clock.atMs)))).toEqual({ id, resumed: 2 });
  for (const one of queued) {
    await pool.execute(one);
    expect((await runOf(one.runId)).status).toBe("succeeded");
  }
});

test("a run that waits for calls under way goes on when they are settled for less", async () => {
  const { start, budget, runOf, pool, tenantId, clock, view } = await world();
  await budget({ harness: null, limitTokens: 400 });
  const other = { harnessId: newId(), runId: newId(), stepKey: "s", attempt: 1, micros: 0, leaseMs: 60_000 };
  const held = await callBudgets.reserve({ tenantId, ...other, tokens: 390, nowMs: clock.atMs });
  const queued = await start();
  expect(await runOf(queued.runId)).toMatchObject({ status: "parked", parkedReason: "budget" });
  if (held.ok)
    await callBudgets.settle({ tenantId, reservation: held.reservation, nowMs: clock.atMs }, { micros: 0, tokens: 1 });
  expect((await runOf(queued.runId)).status).toBe("queued");
  await pool.execute(queued);
  expect((await runOf(queued.runId)).status).toBe("succeeded");
  expect(await view()).toMatchObject({ waiting: 0, reserved: { tokens: 0 } });
});
