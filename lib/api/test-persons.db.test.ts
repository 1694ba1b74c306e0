import { randomBytes, randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import type { Draft } from "@/lib/harness/graph/draft";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { newGraphId, newNode } from "@/lib/harness/nodes/new-node";
import { startTestRun } from "@/lib/harness/releases/mutations.server";
import type { TestPerson } from "@/lib/harness/test-runs/test-person";
import { apply, readyDraft } from "@/lib/harness/testing/demo-draft";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { memorySpanSink } from "@/lib/observability/spans/memory-span-sink";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { newId } from "@/lib/platform/ids/new-id.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { openThread } from "@/lib/runtime/threads/mutations.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

beforeAll(() => ensurePartitions(Date.now()));

/** Start, a step that writes the memory of a scope, end. */
function writingDraft(scope: string): Draft {
  const draft = readyDraft();
  const [start] = draft.nodes;
  const agent = draft.nodes.find(({ kind }) => kind === "agent");
  const end = draft.nodes.find(({ kind }) => kind === "end");
  if (!start || !agent || !end) throw new Error("It has a start, an agent and an end.");
  const write = {
    ...newNode(draft, "memory.write"),
    config: { scope, kind: "fact" },
    in: { key: { lit: "contact" }, value: { lit: "tested" } },
  };
  const line = (from: string, to: string) => ({
    id: newGraphId("e"),
    from: { node: from, port: "out" },
    to: { node: to, port: "in" },
  });
  const without = apply(draft, { kind: "remove", nodes: [agent.id], edges: [] });
  const edges = [line(start.id, write.id), line(write.id, end.id)];
  const drawn = apply(without, { kind: "add-nodes", nodes: [write], edges, at: {} });
  const output = { note: { cel: `steps.${write.key}.output.version` } };
  return apply(drawn, { kind: "set-node", id: end.id, change: { in: output } });
}

/** A tenant with a harness that writes the memory of a scope. */
async function world(scope: "user" | "thread") {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "harness:write", work);
  const harness = await run((db) => createHarness(db, actor, "Remembers", writingDraft(scope)));
  const start = async (as?: TestPerson) => {
    const asked = { input: { message: "Hello" }, ...(as ? { as } : {}) };
    const { runId } = await run((db) => startTestRun(db, actor, harness.slug, asked, Date.now()));
    return await run((db) => db.run.findFirstOrThrow({ where: { tenantId, id: runId } }));
  };
  const work = async (runId: string) => {
    const { sink } = memorySpanSink();
    const parts = productionParts({ sink, sleep: async () => {} });
    await new SegmentPool({ ...parts, workerId: "test" }).execute({ tenantId, runId });
    return await run((db) => db.run.findFirstOrThrow({ where: { tenantId, id: runId } }));
  };
  const entries = () =>
    run((db) => db.memoryEntry.findMany({ where: { tenantId }, orderBy: { updatedAt: "asc" } })).then((rows) =>
      rows.map(({ environment, scope: of, scopeKey, headVersion }) => [environment, of, scopeKey, headVersion]),
    );
  return { tenantId, actor, run, harness, start, work, entries };
}

test("a test run on behalf of a test user remembers for that user, in the environment draft alone", async () => {
  const { start, work, entries, run, tenantId, harness } = await world("user");
  const { id: projectId } = await run((db) => db.project.findFirstOrThrow({ where: { tenantId } }));
  // Real users whose names a tester may type, also with the word that test users have before theirs.
  for (const [environment, scopeKey] of [
    ["production", "ada"],
    ["production", "test:ada"],
    ["staging", "test:ada"],
  ] as const)
    await run((db) =>
      db.memoryEntry.create({
        data: {
          ...{ tenantId, id: newId(), projectId, environment, scope: "user", scopeKey, kind: "fact", key: "contact" },
          ...{ headVersion: 7, status: "active", updatedAt: new Date(0) },
        },
      }),
    );
  const real = (await entries()).map((row) => JSON.stringify(row)).sort();
  const first = await start({ user: "ada" });
  expect(first).toMatchObject({ environment: "draft", endUser: "test:ada", threadId: null, harnessId: harness.id });
  expect((await work(first.id)).status).toBe("succeeded");
  expect((await work((await start({ user: "ada" })).id)).status).toBe("succeeded");
  expect((await work((await start({ user: "bob" })).id)).status).toBe("succeeded");
  const after = (await entries()).map((row) => JSON.stringify(row));
  expect(after.filter((row) => real.includes(row)).sort()).toEqual(real);
  expect(after.filter((row) => !real.includes(row)).sort()).toEqual([
    '["draft","user","test:ada",2]',
    '["draft","user","test:bob",1]',
  ]);
});

test("the same name goes on with the same conversation of the draft; another user, name or harness has another one", async () => {
  const [own, other] = [await world("thread"), await world("thread")];
  const threadOf = async ({ start }: typeof own, as: TestPerson) => (await start(as)).threadId;
  const one = await threadOf(own, { user: "ada", conversation: "a" });
  expect(await threadOf(own, { user: "ada", conversation: "a" })).toBe(one);
  const others = [
    await threadOf(own, { user: "ada", conversation: "b" }),
    await threadOf(own, { user: "bob", conversation: "a" }),
    await threadOf(own, { conversation: "a" }),
    await threadOf(other, { user: "ada", conversation: "a" }),
  ];
  expect(new Set([one, ...others]).size).toBe(5);
  const rows = await own.run((db) => db.thread.findMany({ where: { tenantId: own.tenantId } }));
  expect(rows.map(({ environment, harnessId }) => [environment, harnessId])).toEqual(
    rows.map(() => ["draft", own.harness.id]),
  );
  const run = await own.start({ user: "ada", conversation: "a" });
  expect((await own.work(run.id)).status).toBe("succeeded");
  expect(await own.entries()).toEqual([["draft", "thread", one, 1]]);
});

test("the id of a real conversation leads to none: what is typed is a name", async () => {
  const { tenantId, run, harness, start } = await world("thread");
  const { projectId } = await run((db) => db.harness.findFirstOrThrow({ where: { tenantId, id: harness.id } }));
  const of = { harness: { id: harness.id, projectId }, environment: "production", endUser: "ada" };
  const real = await run((db) => openThread(db, tenantId, { ...of, thread: null, idempotencyKey: null }, Date.now()));
  const { threadId } = await start({ user: "ada", conversation: real });
  expect(threadId).not.toBe(real);
  expect(await run((db) => db.thread.findFirst({ where: { tenantId, id: threadId ?? randomUUID() } }))).toMatchObject({
    environment: "draft",
    endUser: "test:ada",
  });
});

test("without a test user and a conversation a run has neither, and a step that needs one says so", async () => {
  const { start, work } = await world("user");
  const run = await start();
  expect(run).toMatchObject({ endUser: null, threadId: null });
  expect((await work(run.id)).error).toMatchObject({ message: expect.stringContaining("MEMORY_SCOPE_UNAVAILABLE") });
});
