import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";
import { listContextPlans } from "@/lib/runtime/context-plans/data.server";
import { ContextPlanPage } from "@/lib/runtime/context-plans/schema";
import { planContext } from "@/lib/runtime/memory/plan-context";
import { postgresMemory } from "@/lib/runtime/memory/postgres-memory.server";
import { getEntry, listEntries } from "@/lib/runtime/memory-entries/data.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";
import { listMessages, listThreads } from "@/lib/runtime/threads/data.server";
import { postgresEffects } from "@/lib/runtime/tool-calls/mutations.server";
import type { RunContext } from "@/lib/runtime/worker/node-executor";

const NOW = 1_800_000_000_000;
const place = (stepKey: string, nowMs = NOW) => ({ nodeKey: "reply", stepKey, attempt: 1, nowMs });
const said = (text: string) => ({ message: { role: "user" as const, text }, tokens: 3, trust: "user" as const });

/** A run of a new tenant, with a thread and an end user. */
async function newRun(slug: string, change: Partial<RunContext> = {}): Promise<RunContext> {
  const { tenantId, projectId } = await createTestTenant(slug);
  const run = fakeStep({
    kind: "llm",
    config: {},
    run: { tenantId, projectId, threadId: randomUUID(), endUser: "u1" },
  }).run;
  await tenantTransaction(tenantId, async (db) => {
    const { harnessId, environment, threadId } = run;
    await db.harness.create({
      data: { tenantId, id: harnessId, projectId, slug: "desk", name: "Desk", createdBy: "system:test" },
    });
    await db.thread.create({
      data: { tenantId, id: threadId ?? "", projectId, environment, harnessId, createdAt: new Date(NOW) },
    });
  });
  return { ...run, ...change };
}
const actorOf = (run: RunContext) => systemActor("test", run.tenantId, "t");

test("a repeated step appends its messages once; numbers are gapless under concurrent writers", async () => {
  const run = await newRun("append");
  const runs = Array.from({ length: 10 }, () => ({ ...run, runId: randomUUID() }));
  const writes = [...runs, ...runs].map((one) => postgresMemory.append(one, place("reply"), [said("a"), said("b")]));
  await Promise.all(writes);
  const history = await postgresMemory.history(run, 1_000);
  expect(history.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  expect(await postgresMemory.lastSeq(run)).toBe(20);
});

test("a thread of another harness or environment is neither read nor written", async () => {
  const run = await newRun("foreign-thread");
  await postgresMemory.append(run, place("reply"), [said("secret")]);
  const other: RunContext = { ...run, runId: randomUUID(), environment: "staging" };
  expect(await postgresMemory.lastSeq(other)).toBe(0);
  await postgresMemory.append(other, place("reply"), [said("x")]);
  expect(await postgresMemory.lastSeq(run)).toBe(1);
});

test("a fact is found by its words, in its own scope only; a change keeps the old version", async () => {
  const run = await newRun("facts");
  const fact = (content: string) => ({ key: "contact", content, tokens: 5, trust: "derived" as const });
  await postgresMemory.save(run, place("s1"), fact("Prefers the phone"));
  await postgresMemory.save(run, place("s1"), fact("Prefers the phone"));
  const changed = { ...run, runId: randomUUID() };
  expect(await postgresMemory.save(changed, place("s2"), fact("Prefers e-mail; see 100% of mails"))).toMatchObject({
    version: 2,
  });
  const found = await postgresMemory.search(run, "Which mails or phone does this person prefer?");
  expect(found).toMatchObject([{ key: "contact", content: "Prefers e-mail; see 100% of mails", version: 2 }]);
  expect(await postgresMemory.search({ ...run, endUser: "u10" }, "contact mails")).toEqual([]);
  expect(await postgresMemory.save({ ...run, endUser: null, threadId: null }, place("s3"), fact("x"))).toBeNull();
  const detail = await tenantTransaction(run.tenantId, async (db) => {
    const [entry] = (await listEntries(db, actorOf(run), { limit: 10 })).items;
    return await getEntry(db, actorOf(run), entry?.id ?? "");
  });
  expect(detail.versions.map(({ version, op, supersededAt }) => [version, op, supersededAt === null])).toEqual([
    [2, "change", true],
    [1, "create", false],
  ]);
});

test("a plan is stored once per call, listed newest first page by page, and never to another tenant", async () => {
  const run = await newRun("plans");
  const stranger = await newRun("stranger");
  const { plan } = planContext(
    {
      ...{ model: "sandbox/echo", simulated: true, tokenizer: "o200k_base", ratio: 1, window: 8_000 },
      ...{ policy: run.program.context, system: "s", tools: [], history: [], summary: null, recalled: [] },
      turn: [{ role: "user", text: "hi" }],
    },
    (text) => text.length,
  );
  for (const at of [0, 1, 2, 2])
    await postgresMemory.recordCall(run, place("reply", NOW + at), { call: `model:${at}`, plan, answered: null });
  const list = (of: RunContext, query: object) =>
    tenantTransaction(of.tenantId, (db) => listContextPlans(db, actorOf(of), ContextPlanPage.parse(query)));
  const first = await list(run, { run: run.runId, limit: 2 });
  expect(first.items.map(({ call, simulated }) => [call, simulated])).toEqual([
    ["model:2", true],
    ["model:1", true],
  ]);
  const second = await list(run, { run: run.runId, limit: 2, cursor: first.nextCursor });
  expect(second).toMatchObject({ items: [{ call: "model:0", plan: { status: "ok" } }], nextCursor: null });
  expect((await list(stranger, { run: run.runId })).items).toEqual([]);
});

test("another tenant's thread is not found; without the payload right the words are missing", async () => {
  const run = await newRun("owner");
  const stranger = await newRun("stranger-two");
  await postgresMemory.append(run, place("reply"), [said("secret words")]);
  const read = (of: RunContext, actor: ReturnType<typeof actorOf>) =>
    tenantTransaction(of.tenantId, (db) => listMessages(db, actor, run.threadId ?? "", { limit: 10 }));
  await expect(read(stranger, actorOf(stranger))).rejects.toMatchObject({ code: "not-found" });
  const viewer = { ...actorOf(run), scopes: new Set(["memory:read" as const]) };
  expect((await read(run, viewer)).items).toMatchObject([{ message: null, isRedacted: true }]);
  expect((await read(run, actorOf(run))).items).toMatchObject([{ message: { text: "secret words" } }]);
  const threads = await tenantTransaction(run.tenantId, (db) => listThreads(db, viewer, { limit: 10 }));
  expect(threads.items).toMatchObject([{ messages: 1, harness: { slug: "desk" } }]);
});

test("an effect begins once; what succeeded is answered, what surely failed may begin again", async () => {
  const run = await newRun("effects");
  const effect = {
    ...{ tenantId: run.tenantId, idempotencyKey: "k1", runId: run.runId, nodeKey: "reply", attempt: 1 },
    ...{ request: { a: 1 }, nowMs: NOW },
  };
  const begun = await Promise.all([1, 2, 3, 4].map(() => postgresEffects.begin(effect)));
  expect(begun.map(({ state }) => state).sort()).toEqual(["new", "open", "open", "open"]);
  await postgresEffects.settle(run.tenantId, "k1", { state: "failed" });
  expect(await postgresEffects.begin(effect)).toEqual({ state: "new" });
  await postgresEffects.settle(run.tenantId, "k1", { state: "succeeded", response: { id: "RF-1" } });
  expect(await postgresEffects.begin(effect)).toEqual({ state: "succeeded", response: { id: "RF-1" } });
  const stored = await workerTransaction(run.tenantId, (client) => client.query("SELECT state FROM effect"));
  expect(stored.rows).toEqual([{ state: "succeeded" }]);
});
