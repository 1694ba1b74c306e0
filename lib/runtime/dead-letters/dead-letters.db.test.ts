import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listAuditEvents } from "@/lib/governance/audit/data.server";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { systemClock } from "@/lib/platform/time/clock";
import { PROGRAM_FORMATS } from "@/lib/release/program";
import { listDeadLetters } from "@/lib/runtime/dead-letters/data.server";
import { discardDeadLetter, resolveDeadLetters } from "@/lib/runtime/dead-letters/mutations.server";
import type { DeadLetterFilter } from "@/lib/runtime/dead-letters/schema";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { postgresInbox } from "@/lib/runtime/journal/postgres-inbox.server";
import { postgresJournal } from "@/lib/runtime/journal/postgres-journal.server";
import { replayRun } from "@/lib/runtime/replay/mutations.server";
import { failure } from "@/lib/runtime/segment/failure-of.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { allCalls } from "@/lib/runtime/testing/all-calls";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import type { NodeExecutor } from "@/lib/runtime/worker/node-executor";

const http = { method: "GET", url: "http://example.test", headers: {}, maxResponseBytes: 1_000, sideEffect: "none" };
const program = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    { key: "a", kind: "http", config: http },
    { key: "b", kind: "http", config: http },
    { key: "done", kind: "end", in: { last: { cel: "steps.b.output" } } },
  ],
  ["start > a", "a > b", "b > done"],
);
const sink = {
  runChanged: () => {},
  start: () => {},
  end: () => {},
  flush: async () => ({ written: 0, rejected: 0, dropped: 0 }),
};

/** A tenant whose step `b` fails until it is mended, and what was executed. */
async function world() {
  const slug = `t${randomBytes(6).toString("hex")}`;
  const release = await storeTestRelease(slug, program);
  const { tenantId } = release;
  const actor = systemActor("test", tenantId, slug);
  const executed: string[] = [];
  const state = { isBroken: true };
  const executor: NodeExecutor = async ({ node }) => {
    executed.push(node.key);
    if (node.key === "b" && state.isBroken) return { ok: false, failure: failure("tool_error", "Out of order.", "b") };
    return { ok: true, output: node.key, port: "out" };
  };
  const executors = allCalls(executor);
  const parts = {
    journal: postgresJournal,
    inbox: postgresInbox,
    sink,
    clock: systemClock,
    random: () => 0.5,
    executors,
    formats: PROGRAM_FORMATS,
  };
  const pool = new SegmentPool({ ...parts, workerId: "w1", findProgram: async () => program });
  const list = (filter: DeadLetterFilter = {}, page: { limit: number; cursor?: string } = { limit: 50 }) =>
    withTenant(actor, "run:read", (db) => listDeadLetters(db, actor, filter, page));
  const fail = async () => {
    const run = await release.queue({ n: 1 });
    await pool.execute(run);
    return run;
  };
  const runOf = (id: string) =>
    tenantTransaction(tenantId, (db) => db.run.findFirstOrThrow({ where: { tenantId, id } }));
  return { ...release, actor, executed, state, pool, list, fail, runOf };
}

test("a production run that fails for good is a dead letter with its cause, written with its last status", async () => {
  const { fail, list, runOf } = await world();
  const run = await fail();
  expect((await runOf(run.runId)).status).toBe("dead-lettered");
  expect(await list()).toMatchObject({
    total: 1,
    items: [{ run: run.runId, node: "b", reason: "exhausted", error: { class: "tool_error" }, resolution: null }],
  });
});

test("a replay after the repair goes on from the failed step; finished steps are not executed again", async () => {
  const { fail, list, runOf, state, executed, pool, actor, tenantId } = await world();
  const run = await fail();
  state.isBroken = false;
  executed.length = 0;
  const ask = { target: "same" as const, acceptRepeats: false };
  const started = await withTenant(actor, "run:replay", (db) =>
    replayRun(db, actor, run.runId, { ask, nowMs: Date.now() }),
  );
  await pool.execute({ tenantId, runId: started.run });
  expect(executed).toEqual(["b"]);
  expect(await runOf(started.run)).toMatchObject({
    status: "succeeded",
    output: { last: "b" },
    trigger: "replay",
    replayOf: run.runId,
    replayStep: "b",
  });
  expect((await list()).total).toBe(0);
  expect((await list({ state: "replayed" })).items).toMatchObject([
    { resolution: { kind: "replayed", replay: { run: started.run, status: "succeeded" } } },
  ]);
});

test("a running run is not replayed, and effects that might happen twice need a word", async () => {
  const { queue, fail, actor, tenantId } = await world();
  const replay = (runId: string, acceptRepeats = false, from?: string) =>
    withTenant(actor, "run:replay", (db) =>
      replayRun(db, actor, runId, { ask: { target: "same", acceptRepeats, ...(from && { from }) }, nowMs: Date.now() }),
    );
  const waiting = await queue({ n: 1 });
  await expect(replay(waiting.runId)).rejects.toMatchObject({ code: "not-replayable" });
  const run = await fail();
  await workerTransaction(tenantId, async (client) => {
    await client.query("INSERT INTO effect VALUES ($1, $2, $3, 'b', 1, 'h', 'unknown', null, now())", [
      tenantId,
      `${run.runId}/b/tool:0`,
      run.runId,
    ]);
  });
  await expect(replay(run.runId)).rejects.toMatchObject({ code: "repeats-effects" });
  await expect(replay(run.runId, false, "nowhere")).rejects.toMatchObject({ code: "not-replayable" });
  expect(await replay(run.runId, true)).toMatchObject({ run: expect.any(String) });
});

test("of a replay for open letters, what was replayed or discarded meanwhile is not run again", async () => {
  const { fail, list, actor, tenantId } = await world();
  const replay = (runId: string, only: { onlyOpenLetter?: true } = { onlyOpenLetter: true }) =>
    withTenant(actor, "run:replay", (db) =>
      replayRun(db, actor, runId, { ask: { target: "same", acceptRepeats: false, ...only }, nowMs: Date.now() }),
    );
  const [raced, discarded] = [await fail(), await fail()];
  const letter = (await list()).items.find(({ run }) => run === discarded.runId)?.id ?? "";
  await withTenant(actor, "deadletter:write", (db) =>
    discardDeadLetter(db, actor, letter, { note: "", now: new Date() }),
  );
  await expect(replay(discarded.runId)).rejects.toMatchObject({ code: "conflict" });
  const both = await Promise.allSettled([replay(raced.runId), replay(raced.runId)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both).toContainEqual({ status: "rejected", reason: expect.objectContaining({ code: "conflict" }) });
  const replays = () =>
    tenantTransaction(tenantId, (db) => db.run.findMany({ where: { tenantId, trigger: "replay" } }));
  const started = await replays();
  expect(started).toMatchObject([{ replayOf: raced.runId }]);
  expect((await list({ state: "replayed" })).items).toMatchObject([
    { run: raced.runId, resolution: { replay: { run: started[0]?.id } } },
  ]);
  await replay(raced.runId, {});
  expect((await replays()).length).toBe(2);
  expect((await list({ state: "replayed" })).items).toMatchObject([
    { resolution: { replay: { run: started[0]?.id } } },
  ]);
});

test("a discarded letter is discarded once, with who and why in the audit log", async () => {
  const { fail, list, actor } = await world();
  await fail();
  const letter = (await list()).items[0]?.id ?? "";
  const discard = () =>
    withTenant(actor, "deadletter:write", (db) =>
      discardDeadLetter(db, actor, letter, { note: "Test order", now: new Date() }),
    );
  await discard();
  await expect(discard()).rejects.toMatchObject({ code: "conflict" });
  expect((await list({ state: "discarded" })).items).toMatchObject([
    { resolution: { note: "Test order", by: "system:test" } },
  ]);
  const { items } = await withTenant(actor, "audit:read", (db) =>
    listAuditEvents(db, actor.tenantId, {}, { limit: 10 }),
  );
  expect(items.map((event) => event.action)).toContain("dead-letter.discard");
});

test("a batch replays everything that matches and leaves the rest", async () => {
  const { fail, list, actor } = await world();
  for (let n = 0; n < 3; n++) await fail();
  const none = await resolveDeadLetters(
    actor,
    { filter: { error: "internal" }, act: { kind: "replay", target: "same" } },
    new Date(),
  );
  expect(none).toEqual({ done: 0, skipped: [], hasMore: false });
  const all = await resolveDeadLetters(
    actor,
    { filter: { node: "b" }, act: { kind: "replay", target: "same" } },
    new Date(),
  );
  expect(all).toEqual({ done: 3, skipped: [], hasMore: false });
  expect((await list()).total).toBe(0);
});

test("two batches at a time replay every letter once", async () => {
  const { fail, actor, tenantId } = await world();
  for (let n = 0; n < 3; n++) await fail();
  const batch = () => resolveDeadLetters(actor, { filter: {}, act: { kind: "replay", target: "same" } }, new Date());
  const [one, other] = await Promise.all([batch(), batch()]);
  expect(one.done + other.done).toBe(3);
  const where = { tenantId, trigger: "replay" };
  expect(await tenantTransaction(tenantId, (db) => db.run.count({ where }))).toBe(3);
});

test("pages follow each other without a gap, and hold nothing of another tenant", async () => {
  const one = await world();
  const other = await world();
  await other.fail();
  for (let n = 0; n < 5; n++) await one.fail();
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await one.list({}, { limit: 2, ...(cursor ? { cursor } : {}) });
    seen.push(...page.items.map((item) => item.id));
    cursor = page.nextCursor;
  }
  expect(new Set(seen).size).toBe(5);
});
