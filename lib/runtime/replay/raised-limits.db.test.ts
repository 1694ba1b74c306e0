import { randomBytes } from "node:crypto";
import { expect, test, vi } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listAuditEvents } from "@/lib/governance/audit/data.server";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { systemClock } from "@/lib/platform/time/clock";
import { DEFAULT_LIMITS, type Limits, PROGRAM_FORMATS } from "@/lib/release/program";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { postgresInbox } from "@/lib/runtime/journal/postgres-inbox.server";
import { postgresJournal } from "@/lib/runtime/journal/postgres-journal.server";
import { loadReplay } from "@/lib/runtime/replay/data.server";
import { replayRun } from "@/lib/runtime/replay/mutations.server";
import { NewReplay } from "@/lib/runtime/replay/schema";
import { getRun, getRunGraph } from "@/lib/runtime/runs/data.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { allCalls } from "@/lib/runtime/testing/all-calls";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";

const DAY_MS = 86_400_000;
const http = { method: "GET", url: "http://example.test", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };
const chain = (limits: Partial<Limits>) =>
  testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "a", kind: "http", config: http },
      { key: "b", kind: "agent" },
      { key: "c", kind: "http", config: http },
      { key: "done", kind: "end", in: { last: { cel: "steps.c.output" } } },
    ],
    ["start > a", "a > b", "b > c", "c > done"],
    { limits: { ...DEFAULT_LIMITS, ...limits } },
  );

/** A tenant whose agent `b` makes two calls of 600 tokens each, and what was called. */
async function world(limits: Partial<Limits>) {
  const slug = `t${randomBytes(6).toString("hex")}`;
  const program = chain(limits);
  const release = await storeTestRelease(slug, program);
  const { tenantId } = release;
  const actor = systemActor("test", tenantId, slug);
  const called: string[] = [];
  const usage = { inputTokens: 500, outputTokens: 100, costMicros: 10, simulated: false };
  const hold: { until: Promise<void> | null } = { until: null };
  const pool = new SegmentPool({
    journal: postgresJournal,
    inbox: postgresInbox,
    sink: {
      runChanged: () => {},
      start: () => {},
      end: () => {},
      flush: async () => ({ written: 0, rejected: 0, dropped: 0 }),
    },
    clock: systemClock,
    random: () => 0.5,
    formats: PROGRAM_FORMATS,
    workerId: "w1",
    findProgram: async () => program,
    executors: allCalls(async ({ node, call }) => {
      const one = (name: string) =>
        call(name, async () => {
          called.push(`${node.key}/${name}`);
          return { value: name, usage };
        });
      if (node.kind !== "agent") called.push(node.key);
      else {
        await one("model:0");
        await hold.until;
        await one("model:1");
      }
      return { ok: true, output: node.key, port: "out" };
    }),
  });
  const started = async () => {
    const run = await release.queue({});
    await pool.execute(run);
    return run.runId;
  };
  const replay = (runId: string, ask: unknown, nowMs = Date.now()) =>
    withTenant(actor, "run:replay", (db) => replayRun(db, actor, runId, { ask: NewReplay.parse(ask), nowMs }));
  const preview = (runId: string) =>
    withTenant(actor, "run:read", async (db) => {
      const loaded = await loadReplay(db, actor, runId, { ask: NewReplay.parse({}), nowMs: Date.now() });
      return loaded.preview;
    });
  const goOn = async (runId: string, ask: unknown, nowMs?: number) => {
    const { run } = await replay(runId, ask, nowMs);
    await pool.execute({ tenantId, runId: run });
    return await withTenant(actor, "run:read", (db) => getRun(db, actor, run));
  };
  const auditOf = (text: string) =>
    tenantTransaction(tenantId, (db) => listAuditEvents(db, tenantId, { text }, { limit: 10 }));
  return { called, hold, actor, tenantId, started, replay, preview, goOn, auditOf };
}

const raise = (limits: Record<string, number>) => ({ raise: { limits, reason: "A long case, agreed with the desk" } });

test("a run that its limit ended goes on where it stopped when it is granted more; nothing that is done is done again", async () => {
  const { actor, called, started, goOn, preview } = await world({ maxTokens: 1_000 });
  const runId = await started();
  expect(called).toEqual(["a", "b/model:0", "b/model:1"]);
  expect(await preview(runId)).toMatchObject({
    from: null,
    canGoOn: true,
    keepsCalls: true,
    carried: [{ key: "start" }, { key: "a" }],
    repeated: [],
  });
  called.length = 0;
  const went = await goOn(runId, raise({ maxTokens: 5_000 }));
  expect(went).toMatchObject({
    status: "succeeded",
    output: { last: "c" },
    usage: { inputTokens: 1_000, outputTokens: 200 },
    replay: {
      of: runId,
      from: null,
      raised: { limits: { maxTokens: 5_000 }, reason: expect.stringContaining("desk") },
    },
  });
  expect(called).toEqual(["c"]);
  const { nodes } = await withTenant(actor, "run:read", (db) => getRunGraph(db, actor, went.id));
  expect(nodes.flatMap(({ key, isCarried }) => (isCarried ? [key] : []))).toEqual(["start", "a"]);
});

test("without a grant it is refused before it starts, with the limit that is used up", async () => {
  const { started, replay, preview } = await world({ maxTokens: 1_000 });
  const runId = await started();
  await expect(replay(runId, {})).rejects.toMatchObject({ code: "limit-used-up" });
  await expect(replay(runId, raise({ maxTokens: 1_100 }))).rejects.toMatchObject({ code: "limit-used-up" });
  const { limits } = await preview(runId);
  expect(limits.find(({ name }) => name === "maxTokens")).toEqual({
    name: "maxTokens",
    used: 1_200,
    limit: 1_000,
    most: 10_000,
    reached: true,
  });
});

test("a grant has bounds, needs a reason, and is in the audit log with what was granted", async () => {
  const { started, replay, auditOf } = await world({ maxTokens: 1_000 });
  const runId = await started();
  const refused = { code: "invalid", errors: [{ pointer: "/raise/limits/maxTokens" }] };
  await expect(replay(runId, raise({ maxTokens: 10_001 }))).rejects.toMatchObject(refused);
  await expect(replay(runId, raise({ maxTokens: 999 }))).rejects.toMatchObject(refused);
  expect(NewReplay.safeParse({ raise: { limits: { maxTokens: 2_000 }, reason: " " } }).success).toBe(false);
  const { run } = await replay(runId, raise({ maxTokens: 2_000 }));
  expect((await auditOf("run.raise-limits")).items).toMatchObject([
    {
      target: `run:${run}`,
      detail: { replayOf: runId, maxTokens: 2_000, reason: "A long case, agreed with the desk" },
    },
  ]);
});

test("calls that a step under way had finished are kept when active time ended the run, and the time used counts", async () => {
  const { called, hold, started, goOn, preview } = await world({ maxActiveMs: 1_500 });
  hold.until = new Promise(() => {});
  const runId = await started();
  expect(called).toEqual(["a", "b/model:0"]);
  const { limits, keepsCalls } = await preview(runId);
  expect(keepsCalls).toBe(true);
  expect(limits.find(({ name }) => name === "maxActiveMs")?.used).toBeGreaterThanOrEqual(1_500);
  hold.until = null;
  called.length = 0;
  expect(await goOn(runId, raise({ maxActiveMs: 15_000 }))).toMatchObject({ status: "succeeded" });
  expect(called).toEqual(["b/model:1", "c"]);
});

test("a run is replayed a day later with its time anew: only what it works counts, not when it was", async () => {
  const { called, started, goOn } = await world({ maxActiveMs: 60_000 });
  const runId = await started();
  called.length = 0;
  const now = vi.spyOn(Date, "now").mockReturnValue(Date.now() + DAY_MS);
  expect(await goOn(runId, { from: "c" }, Date.now())).toMatchObject({ status: "succeeded" });
  expect(called).toEqual(["c"]);
  now.mockRestore();
});

test("a run is not replayed on a release that was revoked meanwhile", async () => {
  const { tenantId, started, replay, preview } = await world({ maxTokens: 1_000 });
  const runId = await started();
  await tenantTransaction(tenantId, async (db) => {
    const { releaseId } = await db.run.findFirstOrThrow({ where: { tenantId, id: runId } });
    await db.releaseRevocation.create({ data: { tenantId, releaseId, by: "system:test", reason: "Wrong prices" } });
  });
  await expect(preview(runId)).rejects.toMatchObject({ code: "release-revoked" });
  await expect(replay(runId, raise({ maxTokens: 5_000 }))).rejects.toMatchObject({ code: "release-revoked" });
});
