import { randomBytes, randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { readOverview } from "@/lib/observability/dashboards/data.server";
import { foldTenant } from "@/lib/observability/rollups/fold-rollups.server";
import { HOUR_MS } from "@/lib/observability/rollups/rollup-delta";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import { endOf, runRowOf, spanOf } from "@/lib/observability/spans/span-sink.contract";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";

beforeAll(() => ensurePartitions(Date.now()));

test("the overview equals a count by hand, folded or not, and compares with the time before", async () => {
  const tenant = await createTestTenant(`t${randomBytes(5).toString("hex")}`);
  const sink = createPostgresSpanSink();
  const now = Math.floor(Date.now() / HOUR_MS) * HOUR_MS + HOUR_MS / 2;
  const usage = { input: 100, cacheRead: 0, cacheWrite: 0, output: 20, reasoning: 0 };
  const add = (count: number, agoMs: number) => {
    for (let index = 0; index < count; index += 1) {
      const startedAt = now - agoMs;
      const run = runRowOf({ sink, ...tenant, read: async () => ({ run: null, spans: [] }) }, randomUUID(), {
        startedAt,
      });
      sink.runChanged(run);
      sink.end(endOf(spanOf(run, "answer", { startedAt }), { usage, costMicros: 50, model: "m", provider: "p" }));
      sink.runChanged({ ...run, status: index % 4 === 0 ? "failed" : "succeeded", endedAt: startedAt + 1_000 });
    }
  };
  const read = async () => {
    await sink.flush(5_000);
    return await tenantTransaction(tenant.tenantId, (db) => readOverview(db, tenant.tenantId, { range: "24h" }, now));
  };
  add(8, 0);
  add(4, 3 * HOUR_MS);
  await sink.flush(5_000);
  await foldTenant(tenant.tenantId);
  add(4, 0);
  add(6, 30 * HOUR_MS);
  const { points, total, previous } = await read();
  expect(points.map((point) => point.runs)).toEqual([...Array.from({ length: 20 }, () => 0), 4, 0, 0, 12]);
  expect(total).toMatchObject({ runs: 16, failed: 4, tokens: 16 * 120, costMicros: 800 });
  expect(previous).toMatchObject({ runs: 6, failed: 2 });
  expect(total.p50Ms).toBeGreaterThan(850);
  expect(total.p50Ms).toBeLessThan(1_150);
});
