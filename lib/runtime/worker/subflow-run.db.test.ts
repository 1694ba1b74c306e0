import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { memorySpanSink } from "@/lib/observability/spans/memory-span-sink";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { newId } from "@/lib/platform/ids/new-id.server";
import { type Clock, systemClock } from "@/lib/platform/time/clock";
import { findRunTrees } from "@/lib/release/find-run-trees.server";
import { requestCancel } from "@/lib/release/mutations.server";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import type { RunRef } from "@/lib/runtime/journal/journal";
import { postgresInbox } from "@/lib/runtime/journal/postgres-inbox.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { startSubRun } from "@/lib/runtime/sub-runs/mutations.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";
import { addTestRelease, storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

/** Answers with a word and what it was given, or fails. */
const childOf = (word: string, outcome: "success" | "failure" = "success") =>
  testProgram(
    [
      { key: "start", kind: "trigger.api" },
      {
        key: "done",
        kind: "end",
        config: { outcome },
        in: { word: { lit: word }, given: { cel: "input.text" } },
      },
    ],
    ["start > done"],
    { inputs: { type: "object", properties: { text: { type: "string" } }, required: ["text"] } },
  );
/** Waits a minute for nothing. */
const SLOW = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    { key: "pause", kind: "wait", config: { mode: "duration", durationMs: 60_000 } },
    { key: "done", kind: "end" },
  ],
  ["start > pause", "pause > done"],
);

const parentOf = (releaseId: string, policy: object = {}, text: object = { cel: "input.text" }) =>
  testProgram(
    [
      { key: "start", kind: "trigger.api" },
      {
        key: "child",
        kind: "subflow",
        config: { harness: "child", release: 1, releaseId },
        in: "cel" in text ? { text: { cel: "input.text" } } : { text: { lit: 7 } },
        policy,
      },
      { key: "done", kind: "end", in: { child: { cel: "steps.child.output" } } },
      { key: "mended", kind: "end", in: { why: { cel: "steps.child.output.error.message" } } },
    ],
    ["start > child", "child > done", "child.error > mended"],
  );

async function world(child = childOf("one"), clock: Clock = systemClock) {
  const slug = `t${randomBytes(6).toString("hex")}`;
  const own = await storeTestRelease(slug, child);
  const { tenantId } = own;
  const { sink } = memorySpanSink();
  const pool = new SegmentPool({ ...productionParts({ sink, clock, sleep: async () => {} }), workerId: "test" });
  const read = <T>(work: Parameters<typeof tenantTransaction<T>>[1]) => tenantTransaction(tenantId, work);
  const runOf = (id: string) => read((db) => db.run.findFirstOrThrow({ where: { tenantId, id } }));
  const childrenOf = (id: string) => read((db) => db.run.findMany({ where: { tenantId, parentRunId: id } }));
  const start = async (program: ReturnType<typeof parentOf>, input = { text: "hi" }) => {
    const parent = await addTestRelease(own, "parent", program);
    const run = await parent.queue(input);
    await pool.execute(run);
    return run;
  };
  /** Executes what the run has started, then the run. */
  const goOn = async (run: RunRef) => {
    for (const { id } of await childrenOf(run.runId)) await pool.execute({ tenantId, runId: id });
    await pool.execute(run);
  };
  return { ...own, pool, runOf, childrenOf, start, goOn };
}

test("a subflow runs its pinned release while its parent is parked; output and ancestry are right on both sides", async () => {
  const { releaseId, start, goOn, runOf, childrenOf, ...own } = await world();
  const run = await start(parentOf(releaseId));
  expect(await runOf(run.runId)).toMatchObject({ status: "parked", parkedReason: "subflow", leaseUntil: null });
  // A newer release of the child changes nothing.
  await addTestRelease(own, "test", childOf("two"));
  await goOn(run);
  expect(await runOf(run.runId)).toMatchObject({
    status: "succeeded",
    output: { child: { word: "one", given: "hi" } },
  });
  expect(await childrenOf(run.runId)).toMatchObject([
    { releaseId, parentStepKey: "child", depth: 1, trigger: "subflow", environment: "production", status: "succeeded" },
  ]);
});

test("one step starts one sub-run, however often and at the same time it is started", async () => {
  const { releaseId, start, childrenOf, tenantId, runOf } = await world();
  const run = await start(parentOf(releaseId));
  const [first] = await childrenOf(run.runId);
  const again = await startSubRun({
    parent: { ...fakeStep({ kind: "subflow", config: {} }).run, tenantId, runId: run.runId },
    stepKey: "child",
    releaseId,
    input: { text: "hi" },
    taint: [],
    limits: { maxTokens: 1, maxCostUsd: 1 },
    signal: new AbortController().signal,
    nowMs: Date.now(),
  });
  expect(again).toEqual({ kind: "started", runId: first?.id });
  await tenantTransaction(tenantId, (db) =>
    db.run.updateMany({ where: { tenantId, id: run.runId }, data: { status: "running", parkedReason: null } }),
  );
  const parent = { ...fakeStep({ kind: "subflow", config: {} }).run, tenantId, runId: run.runId };
  const racing = await Promise.all(
    Array.from({ length: 8 }, () =>
      startSubRun({
        parent,
        stepKey: "child@items[1]",
        releaseId,
        input: { text: "hi" },
        taint: [],
        limits: { maxTokens: 1, maxCostUsd: 1 },
        signal: new AbortController().signal,
        nowMs: Date.now(),
      }),
    ),
  );
  expect(new Set(racing.map((one) => (one.kind === "started" ? one.runId : one.message))).size).toBe(1);
  expect(await childrenOf(run.runId)).toHaveLength(2);
  expect((await runOf(run.runId)).status).toBe("running");
});

test("no step starts a release that was revoked, and the run is told; a sub-run that had started goes on", async () => {
  const { releaseId, start, goOn, runOf, tenantId } = await world();
  const before = await start(parentOf(releaseId));
  await tenantTransaction(tenantId, (db) =>
    db.releaseRevocation.create({ data: { tenantId, releaseId, by: "system:test", reason: "Wrong prices" } }),
  );
  await goOn(before);
  expect((await runOf(before.runId)).status).toBe("succeeded");
  const after = await start(parentOf(releaseId, { onError: "port" }));
  expect(await runOf(after.runId)).toMatchObject({ output: { why: "The release that this step runs was revoked." } });
});

test("a failed sub-run follows the error port, with its own words", async () => {
  const { releaseId, start, goOn, runOf, childrenOf } = await world(childOf("one", "failure"));
  const run = await start(parentOf(releaseId, { onError: "port" }));
  await goOn(run);
  // A sub-run whose parent goes on is no dead letter.
  expect((await childrenOf(run.runId))[0]?.status).toBe("failed");
  const { status, output } = await runOf(run.runId);
  expect([status, output]).toMatchObject(["succeeded", { why: expect.stringContaining("ended at") }]);
});

test("an input that the release does not take fails the step before anything is started", async () => {
  const { releaseId, start, runOf, childrenOf } = await world();
  const run = await start(parentOf(releaseId, {}, { lit: 7 }));
  expect((await runOf(run.runId)).error).toMatchObject({
    class: "output_schema_invalid",
    message: expect.stringContaining("/text"),
  });
  expect(await childrenOf(run.runId)).toEqual([]);
});

test("cancelling a parent cancels its sub-run, and the sub-run of that one", async () => {
  const { releaseId, pool, tenantId, start, runOf, childrenOf, ...own } = await world(SLOW);
  const middle = await addTestRelease({ ...own, tenantId }, "middle", parentOf(releaseId));
  const run = await start(parentOf(middle.releaseId));
  const [child] = await childrenOf(run.runId);
  await pool.execute({ tenantId, runId: child?.id ?? "" });
  const [grandchild] = await childrenOf(child?.id ?? "");
  await pool.execute({ tenantId, runId: grandchild?.id ?? "" });
  expect(await runOf(grandchild?.id ?? "")).toMatchObject({ status: "parked", depth: 2 });
  await tenantTransaction(tenantId, (db) => requestCancel(db, tenantId, [run.runId], new Date()));
  for (const runId of [run.runId, child?.id ?? "", grandchild?.id ?? ""]) await pool.execute({ tenantId, runId });
  for (const runId of [run.runId, child?.id ?? "", grandchild?.id ?? ""])
    expect((await runOf(runId)).status).toBe("cancelled");
});

test("a sub-run that takes too long fails its step and is cancelled", async () => {
  let now = Date.now();
  const { releaseId, pool, tenantId, start, runOf, childrenOf } = await world(SLOW, { now: () => now });
  const run = await start(parentOf(releaseId, { timeoutMs: 5_000 }));
  const [child] = await childrenOf(run.runId);
  now += 6_000;
  await tenantTransaction(tenantId, (db) => db.$queryRaw`SELECT wake_run(${tenantId}::uuid, ${run.runId}::uuid)`);
  await pool.execute(run);
  expect((await runOf(run.runId)).error).toMatchObject({ class: "tool_timeout" });
  expect((await runOf(child?.id ?? "")).cancelRequestedAt).not.toBeNull();
});

test("a release of another tenant is as good as gone", async () => {
  const foreign = await storeTestRelease(`t${randomBytes(6).toString("hex")}`, childOf("theirs"));
  const { start, runOf, childrenOf } = await world();
  const run = await start(parentOf(foreign.releaseId));
  expect((await runOf(run.runId)).error).toMatchObject({ message: expect.stringContaining("not there any more") });
  expect(await childrenOf(run.runId)).toEqual([]);
});

test("what the sub-runs of a sub-run used counts for the run above both", async () => {
  const { tenantId, queue } = await storeTestRelease(`t${randomBytes(6).toString("hex")}`, childOf("one"));
  const read = <T>(work: Parameters<typeof tenantTransaction<T>>[1]) => tenantTransaction(tenantId, work);
  const { runId } = await queue({ text: "hi" });
  const row = await read((db) => db.run.findFirstOrThrow({ where: { tenantId, id: runId } }));
  const add = async (parentRunId: string, used: number) => {
    const id = newId();
    const { harnessId, releaseId, projectId, environment, startedBy } = row;
    const usage = { inputTokens: used, outputTokens: used, costMicros: BigInt(used), simulated: false };
    const [place, at] = [{ parentRunId, parentStepKey: "child", trigger: "subflow", input: {}, taint: [] }, new Date()];
    const times = { status: "succeeded", queuedAt: at, startedAt: at, endedAt: at };
    const data = {
      tenantId,
      id,
      harnessId,
      releaseId,
      projectId,
      environment,
      startedBy,
      ...usage,
      ...place,
      ...times,
    };
    await read((db) => db.run.create({ data }));
    return id;
  };
  const child = await add(runId, 10);
  const deep = await add(child, 200);
  const { subRuns } = await postgresInbox.read({ tenantId, runId });
  expect(subRuns).toMatchObject([{ runId: child, usage: { inputTokens: 210, outputTokens: 210, costMicros: 210 } }]);
  const tree = (await read((db) => findRunTrees(db, tenantId, [runId]))).get(runId);
  expect(tree).toMatchObject({ inputTokens: 210, outputTokens: 210, costMicros: 210 });
  expect(tree?.runIds.toSorted()).toEqual([runId, child, deep].toSorted());
}, 60_000);
