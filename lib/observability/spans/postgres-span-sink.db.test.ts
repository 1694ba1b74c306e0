import { randomBytes, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { foldTenant } from "@/lib/observability/rollups/fold-rollups.server";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import {
  endOf,
  runRowOf,
  type SinkFixture,
  spanOf,
  spanSinkContract,
} from "@/lib/observability/spans/span-sink.contract";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";

beforeAll(() => ensurePartitions(Date.now()));

const select = (tenant: TenantId, sql: string, values: unknown[] = []) =>
  workerTransaction(tenant, async (client) => (await client.query(sql, [tenant, ...values])).rows);

async function fixture(): Promise<SinkFixture> {
  const tenant = await createTestTenant(`t${randomBytes(6).toString("hex")}`);
  return {
    sink: createPostgresSpanSink(),
    ...tenant,
    read: async (traceId) => {
      const [run] = await select(
        tenant.tenantId,
        "SELECT status, name FROM obs.run WHERE tenant_id = $1 AND trace_id = $2",
        [traceId],
      );
      const spans = await select(tenant.tenantId, "SELECT * FROM obs.span WHERE tenant_id = $1 AND trace_id = $2", [
        traceId,
      ]);
      return {
        run: run ?? null,
        spans: spans.map((row) => ({
          id: row.span_id,
          name: row.name,
          isClosed: row.state === "closed",
          status: row.status,
        })),
      };
    },
  };
}

describe("the Postgres span sink", () => {
  spanSinkContract(fixture);

  test("one bad row keeps the batch", async () => {
    const made = await fixture();
    const run = runRowOf(made, randomUUID());
    made.sink.runChanged(run);
    made.sink.end(endOf(spanOf(run, "good")));
    made.sink.end(endOf(spanOf(run, "bad", { startedAt: Date.parse("1999-01-01T00:00:00Z") })));
    made.sink.end(endOf(spanOf(run, "fine")));
    const report = await made.sink.flush(5_000);
    expect(report.rejected).toBe(1);
    expect((await made.read(run.traceId)).spans.map((span) => span.name).sort()).toEqual(["fine", "good"]);
  });

  test("totals and hourly figures equal a count by hand, and folding twice changes nothing", async () => {
    const made = await fixture();
    const usage = { input: 10, cacheRead: 1, cacheWrite: 2, output: 5, reasoning: 3 };
    const failed = { class: "tool_timeout" as const, fingerprint: "f", message: "late" };
    for (let index = 0; index < 7; index += 1) {
      const run = runRowOf(made, randomUUID());
      made.sink.runChanged(run);
      const first = spanOf(run, "look_up");
      made.sink.end(endOf(first, { status: "error", final: false, error: failed }));
      made.sink.end(
        endOf(spanOf(run, "look_up", { attempt: 2 }), { usage, costMicros: 100, model: "m", provider: "p" }),
      );
      made.sink.end(endOf(first, { status: "error", final: false, error: failed }));
      const isLast = index === 6;
      made.sink.runChanged({
        ...run,
        status: isLast ? "failed" : "succeeded",
        endedAt: run.startedAt + 90,
        error: isLast ? failed : null,
      });
      await made.sink.flush(5_000);
    }
    await foldTenant(made.tenantId);
    await foldTenant(made.tenantId);
    const sums = await select(
      made.tenantId,
      "SELECT dim, sum(n)::int AS n, sum(n_err)::int AS n_err, sum(tokens)::int AS tokens, sum(cost_micros)::int AS cost, sum((errs->>'tool_timeout')::int)::int AS late, sum((SELECT sum(x) FROM unnest(hist) x))::int AS counted FROM obs.rollup_1h WHERE tenant_id = $1 GROUP BY dim ORDER BY dim",
    );
    expect(sums).toEqual([
      { dim: "attempt", n: 14, n_err: 7, tokens: 147, cost: 700, late: 7, counted: 14 },
      { dim: "model", n: 7, n_err: 0, tokens: 147, cost: 700, late: null, counted: 7 },
      { dim: "node", n: 14, n_err: 7, tokens: 147, cost: 700, late: 7, counted: 14 },
      { dim: "run", n: 7, n_err: 1, tokens: 0, cost: 0, late: 1, counted: 7 },
    ]);
    const [total] = await select(
      made.tenantId,
      "SELECT sum(span_count)::int AS spans, sum(error_count)::int AS errors, sum(retry_count)::int AS retries, sum(out_tokens)::int AS out FROM obs.run WHERE tenant_id = $1",
    );
    expect(total).toEqual({ spans: 14, errors: 7, retries: 7, out: 35 });
  });

  test("the same span id in two tenants stays two", async () => {
    const [one, two] = [await fixture(), await fixture()];
    const traceId = randomUUID();
    for (const made of [one, two]) {
      const run = runRowOf(made, traceId, { name: made.tenantId });
      made.sink.runChanged(run);
      made.sink.end(endOf(spanOf(run, "same")));
      await made.sink.flush(5_000);
    }
    expect((await one.read(traceId)).run?.name).toBe(one.tenantId);
    expect((await two.read(traceId)).spans).toHaveLength(1);
  });
});
