import { z } from "zod";
import type { Figures, Overview, OverviewQuery } from "@/lib/observability/dashboards/schema";
import { addHistograms, emptyHistogram, percentileOf } from "@/lib/observability/rollups/latency-histogram";
import { HOUR_MS } from "@/lib/observability/rollups/rollup-delta";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { Prisma } from "@/prisma/generated/client";

const { sql } = Prisma;
const SHAPE = { "24h": { columns: 24, hours: 1 }, "7d": { columns: 28, hours: 6 } } as const;

const whole = z.union([z.bigint(), z.number()]).transform(Number);
const Row = z.object({
  dim: z.enum(["run", "model"]),
  hour: z.date(),
  n: whole,
  n_err: whole,
  hist: z.array(whole),
  tokens: whole,
  cost_micros: whole,
});
type Row = z.infer<typeof Row>;

/** Volume, success, latency, tokens and cost over time, from the hourly figures and what is not folded yet. */
export async function readOverview(
  db: TenantDb,
  tenantId: TenantId,
  query: OverviewQuery,
  nowMs: number,
): Promise<Overview> {
  const { columns, hours } = SHAPE[query.range];
  const columnMs = hours * HOUR_MS;
  const end = (Math.floor(nowMs / columnMs) + 1) * columnMs;
  const from = end - columns * columnMs;
  const before = from - columns * columnMs;
  const environment = query.environment ? sql`AND environment = ${query.environment}` : Prisma.empty;
  const where = sql`tenant_id = ${tenantId}::uuid AND dim IN ('run', 'model') AND hour >= ${new Date(before)}
    AND hour < ${new Date(end)} ${environment}`;
  const found = await db.$queryRaw<unknown[]>`
    SELECT dim, hour, n, n_err, hist, tokens, cost_micros FROM obs.rollup_1h WHERE ${where}
    UNION ALL SELECT dim, hour, n, n_err, hist, tokens, cost_micros FROM obs.rollup_delta WHERE ${where}`;
  const rows = z.array(Row).parse(found);
  const within = (start: number, stop: number) =>
    rows.filter(({ hour }) => hour.getTime() >= start && hour.getTime() < stop);
  return {
    columnMs,
    points: Array.from({ length: columns }, (_, index) => {
      const start = from + index * columnMs;
      return { at: new Date(start).toISOString(), ...figuresOf(within(start, start + columnMs)) };
    }),
    total: figuresOf(within(from, end)),
    previous: figuresOf(within(before, from)),
  };
}

function figuresOf(rows: readonly Row[]): Figures {
  const runs = rows.filter((row) => row.dim === "run");
  const calls = rows.filter((row) => row.dim === "model");
  const histogram = runs.reduce((sum, row) => addHistograms(sum, row.hist), emptyHistogram());
  const sum = (of: readonly Row[], read: (row: Row) => number) => of.reduce((total, row) => total + read(row), 0);
  return {
    runs: sum(runs, (row) => row.n),
    failed: sum(runs, (row) => row.n_err),
    p50Ms: percentileOf(histogram, 0.5),
    p95Ms: percentileOf(histogram, 0.95),
    tokens: sum(calls, (row) => row.tokens),
    costMicros: sum(calls, (row) => row.cost_micros),
  };
}
