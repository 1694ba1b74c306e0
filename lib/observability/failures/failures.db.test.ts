import { randomBytes, randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { readFailures } from "@/lib/observability/failures/data.server";
import { readFailureCell } from "@/lib/observability/failures/read-failure-cell.server";
import { foldTenant } from "@/lib/observability/rollups/fold-rollups.server";
import { HOUR_MS } from "@/lib/observability/rollups/rollup-delta";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import { endOf, runRowOf, spanOf } from "@/lib/observability/spans/span-sink.contract";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";

beforeAll(() => ensurePartitions(Date.now()));

test("the heatmap equals a count by hand, before, between and after folding, and shows nothing of another tenant", async () => {
  const tenant = await createTestTenant(`t${randomBytes(5).toString("hex")}`);
  const other = await createTestTenant(`t${randomBytes(5).toString("hex")}`);
  const now = Math.floor(Date.now() / HOUR_MS) * HOUR_MS + HOUR_MS / 2;
  const sink = createPostgresSpanSink();
  const byHand = new Map<string, { attempts: number; failed: number }>();
  const add = (count: number) => {
    for (let index = 0; index < count; index += 1) {
      const run = runRowOf({ sink, ...tenant, read: async () => ({ run: null, spans: [] }) }, randomUUID());
      sink.runChanged(run);
      const node = `node_${index % 3}`;
      const at = now - (index % 5) * HOUR_MS;
      const failed = index % 4 === 0;
      const error = { class: "tool_timeout" as const, fingerprint: "f", message: "late" };
      sink.end(endOf(spanOf(run, node, { startedAt: at }), failed ? { status: "error", error } : {}));
      const key = `${node} ${new Date(Math.floor(at / HOUR_MS) * HOUR_MS).toISOString()}`;
      const before = byHand.get(key) ?? { attempts: 0, failed: 0 };
      byHand.set(key, { attempts: before.attempts + 1, failed: before.failed + Number(failed) });
    }
  };
  const shown = async (of: typeof tenant) => {
    await sink.flush(5_000);
    const map = await tenantTransaction(of.tenantId, (db) => readFailures(db, of.tenantId, { range: "24h" }, now));
    return new Map(
      map.rows.flatMap((row) =>
        row.cells.flatMap((cell, column) => (cell ? [[`${row.node} ${map.columns[column]}`, cell] as const] : [])),
      ),
    );
  };
  add(40);
  expect(await shown(tenant)).toEqual(byHand);
  await foldTenant(tenant.tenantId);
  add(25);
  expect(await shown(tenant)).toEqual(byHand);
  await foldTenant(tenant.tenantId);
  expect(await shown(tenant)).toEqual(byHand);
  expect((await shown(other)).size).toBe(0);
});

test("a cell's error groups and runs count what the cell counts, and nothing of another tenant", async () => {
  const tenant = await createTestTenant(`t${randomBytes(5).toString("hex")}`);
  const other = await createTestTenant(`t${randomBytes(5).toString("hex")}`);
  const start = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  const sink = createPostgresSpanSink();
  const late = { class: "tool_timeout" as const, fingerprint: "late", message: "no answer" };
  const down = { class: "tool_error" as const, fingerprint: "down", message: "502" };
  const addRun = (failures: (typeof late | typeof down | null)[], ended: "failed" | "succeeded") => {
    const run = runRowOf({ sink, ...tenant, read: async () => ({ run: null, spans: [] }) }, randomUUID());
    sink.runChanged(run);
    for (const [index, error] of failures.entries()) {
      const span = spanOf(run, "look_up", { startedAt: start + index, attempt: index + 1 });
      sink.end(endOf(span, { final: index === failures.length - 1, ...(error && { status: "error", error }) }));
    }
    sink.runChanged({ ...run, status: ended, endedAt: start + 1_000 });
    return run;
  };
  const { harnessSlug } = addRun([late, late, null], "succeeded");
  addRun([late, down], "failed");
  addRun([null], "succeeded");
  await sink.flush(5_000);
  const query = {
    harness: harnessSlug ?? "",
    node: "look_up",
    from: new Date(start).toISOString(),
    to: new Date(start + HOUR_MS).toISOString(),
  };
  const cellOf = ({ tenantId }: typeof tenant) =>
    tenantTransaction(tenantId, (db) => readFailureCell(db, tenantId, query));
  const cell = await cellOf(tenant);
  expect(cell).toMatchObject({ attempts: 6, failed: 4, final: 1, runs: 2, runsFailed: 1 });
  expect(cell.groups.map(({ fingerprint, failed }) => [fingerprint, failed])).toEqual([
    ["late", 3],
    ["down", 1],
  ]);
  expect(cell.recent).toHaveLength(2);
  expect(await cellOf(other)).toMatchObject({ attempts: 0, groups: [], recent: [] });
});
