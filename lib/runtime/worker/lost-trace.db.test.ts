import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { closeLostTraces } from "@/lib/observability/spans/close-lost-traces.server";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { memorySpanSink } from "@/lib/observability/spans/memory-span-sink";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import { runRowOf } from "@/lib/observability/spans/span-sink.contract";
import { getTrace, listTraces } from "@/lib/observability/traces/data.server";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

beforeAll(() => ensurePartitions(Date.now()));

const PROGRAM = testProgram(
  [
    { key: "start", kind: "trigger.api" },
    { key: "done", kind: "end" },
  ],
  ["start > done"],
);
const LATER_MS = 60_000;

/** A finished run whose worker died before the sink had written anything of it. */
async function world() {
  const stored = await storeTestRelease(`t${randomBytes(6).toString("hex")}`, PROGRAM);
  const { sink } = memorySpanSink();
  const pool = new SegmentPool({ ...productionParts({ sink }), workerId: "test" });
  const { runId } = await stored.queue({});
  await pool.execute({ tenantId: stored.tenantId, runId });
  const viewer = { tenantId: stored.tenantId, projectId: null };
  const trace = () => tenantTransaction(stored.tenantId, (db) => getTrace(db, viewer, runId));
  const list = () => tenantTransaction(stored.tenantId, (db) => listTraces(db, viewer, {}, { limit: 5 }));
  const counted = () =>
    workerTransaction(stored.tenantId, async (client) => {
      const sql = "SELECT sum(n)::int AS n FROM obs.rollup_delta WHERE tenant_id = $1 AND dim = 'run'";
      return (await client.query(sql, [stored.tenantId])).rows[0]?.n;
    });
  return { ...stored, runId, trace, list, counted };
}

test("a finished run is shown as running until its trace is written, so that nobody misses its spans", async () => {
  const { trace, list } = await world();
  expect(await trace()).toMatchObject({ status: "running", endedAt: null });
  expect((await list()).items).toEqual([]);
});

test("a run whose trace was never begun gets one that says how it ended and that something is missing; once", async () => {
  const { trace, list, counted } = await world();
  await closeLostTraces(Date.now());
  expect((await list()).items).toEqual([]);
  await closeLostTraces(Date.now() + LATER_MS);
  await closeLostTraces(Date.now() + LATER_MS);
  expect((await list()).items).toMatchObject([{ status: "succeeded", incomplete: true }]);
  expect(await trace()).toMatchObject({ status: "succeeded", incomplete: true, spans: 0 });
  expect(await counted()).toBe(1);
});

test("a trace that was begun and never ended is ended with its run", async () => {
  const { runId, tenantId, projectId, trace, counted } = await world();
  const sink = createPostgresSpanSink();
  sink.runChanged(runRowOf({ tenantId, projectId, sink, read: async () => ({ run: null, spans: [] }) }, runId));
  await sink.flush(5_000);
  expect(await trace()).toMatchObject({ status: "running" });
  await closeLostTraces(Date.now() + LATER_MS);
  expect(await trace()).toMatchObject({ status: "succeeded", incomplete: true });
  expect((await trace()).endedAt).not.toBeNull();
  expect(await counted()).toBe(1);
  await sink.stop();
});
