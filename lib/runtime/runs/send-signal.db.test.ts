import { expect, test } from "vitest";
import type { Actor } from "@/lib/governance/access/actor";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { memorySpanSink } from "@/lib/observability/spans/memory-span-sink";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { cancelRun } from "@/lib/runtime/runs/mutations.server";
import { sendSignal } from "@/lib/runtime/runs/send-signal.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

const PROGRAM = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    { key: "paid", kind: "wait", config: { mode: "signal", signal: "payment.done", durationMs: 3_600_000 } },
    { key: "done", kind: "end", in: { payment: { cel: "steps.paid.output.payload" } } },
  ],
  ["start > paid", "paid > done"],
);

async function shop(slug: string) {
  const stored = await storeTestRelease(slug, PROGRAM);
  const { tenantId } = stored;
  const actor: Actor = systemActor("test", tenantId, slug);
  const { sink } = memorySpanSink();
  const pool = new SegmentPool({ ...productionParts({ sink }), workerId: "test" });
  const inTenant = <T>(work: Parameters<typeof tenantTransaction<T>>[1]) => tenantTransaction(tenantId, work);
  const send = (runId: string, name: string, key: string, payload: { amount: number } | null = null) =>
    inTenant((db) => sendSignal(db, actor, { runId, name, now: new Date() }, { key, payload }));
  const runOf = (id: string) => inTenant((db) => db.run.findFirstOrThrow({ where: { tenantId, id } }));
  return { stored, actor, pool, send, runOf, inTenant, tenantId };
}

test("a signal wakes a parked run once; the same key sent again changes nothing", async () => {
  const { stored, pool, send, runOf, inTenant, tenantId } = await shop("signal-once");
  const run = await stored.queue({});
  await pool.execute(run);
  expect(await runOf(run.runId)).toMatchObject({ status: "parked", parkedReason: "signal", leaseUntil: null });
  expect(await send(run.runId, "payment.done", "p1", { amount: 5 })).toEqual({ created: true });
  expect(await send(run.runId, "payment.done", "p1", { amount: 5 })).toEqual({ created: false });
  await expect(send(run.runId, "payment.done", "p1", { amount: 6 })).rejects.toMatchObject({
    code: "idempotency-mismatch",
  });
  expect(await runOf(run.runId)).toMatchObject({ status: "queued", nudges: 1, wakeAt: null });
  await pool.execute(run);
  expect(await runOf(run.runId)).toMatchObject({ status: "succeeded", output: { payment: { amount: 5 } } });
  const signal = await inTenant((db) => db.signal.findFirstOrThrow({ where: { tenantId, runId: run.runId } }));
  expect(signal.consumedSeq).toBeGreaterThan(0);
});

test("a signal that no step waits for, and one to a finished run, are refused by name", async () => {
  const { stored, actor, pool, send, runOf, inTenant } = await shop("signal-refused");
  const run = await stored.queue({});
  await expect(send(run.runId, "nobody.waits", "1")).rejects.toMatchObject({
    code: "unknown-signal",
    detail: expect.stringContaining("payment.done"),
  });
  await pool.execute(run);
  await inTenant((db) => cancelRun(db, actor, run.runId, new Date()));
  await pool.execute(run);
  expect(await runOf(run.runId)).toMatchObject({ status: "cancelled", parkedReason: null });
  await expect(send(run.runId, "payment.done", "2")).rejects.toMatchObject({ code: "run-finished" });
});

test("a signal that comes while the run is about to park is not lost", async () => {
  const { stored, pool, send, runOf } = await shop("signal-race");
  const runs = await Promise.all(Array.from({ length: 12 }, () => stored.queue({})));
  await Promise.all(runs.flatMap((run) => [pool.execute(run), send(run.runId, "payment.done", "race", { amount: 1 })]));
  // Whoever was first: a run whose signal came after its last look is queued, never parked.
  for (const run of runs) {
    if ((await runOf(run.runId)).status !== "succeeded") {
      expect((await runOf(run.runId)).status).toBe("queued");
      await pool.execute(run);
    }
    expect(await runOf(run.runId)).toMatchObject({ status: "succeeded", output: { payment: { amount: 1 } } });
  }
});

test("a signal to another tenant's run finds nothing", async () => {
  const [one, two] = [await shop("signal-one"), await shop("signal-two")];
  const run = await one.stored.queue({});
  await expect(two.send(run.runId, "payment.done", "1")).rejects.toMatchObject({ code: "not-found" });
});
