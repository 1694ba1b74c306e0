import type { z } from "zod";
import { periodAt } from "@/lib/governance/budgets/budget-period";
import { type BudgetPage, BudgetPeriod, type BudgetView, type WaitingRuns } from "@/lib/governance/budgets/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";

type Page = { limit: number; cursor?: string | undefined; now: Date };
const MAX_WAITING = 100;

/** Budgets of a tenant by name, each with what its present period has used. The cursor is the last name of the page before. */
export async function listBudgets(
  db: TenantDb,
  tenantId: TenantId,
  { limit, cursor, now }: Page,
): Promise<z.infer<typeof BudgetPage>> {
  const rows = await db.budget.findMany({
    where: { tenantId, ...(cursor ? { name: { gt: cursor } } : {}) },
    orderBy: { name: "asc" },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const ids = page.map(({ id }) => id);
  const starts = BudgetPeriod.options.map((period) => new Date(periodAt(period, now.getTime()).startMs));
  const usages = await db.budgetUsage.findMany({
    where: { tenantId, budgetId: { in: ids }, periodStart: { in: starts } },
  });
  const harnesses = await db.harness.findMany({
    where: { tenantId, id: { in: page.flatMap(({ level, targetId }) => (level === "harness" ? [targetId] : [])) } },
    select: { id: true, slug: true, name: true },
  });
  const waiting = await countWaiting(db, tenantId, ids);
  const items = page.map((row): BudgetView => {
    const period = BudgetPeriod.parse(row.period);
    const { startMs, endMs } = periodAt(period, now.getTime());
    const used = usages.find((one) => one.budgetId === row.id && one.periodStart.getTime() === startMs);
    const harness = harnesses.find(({ id }) => row.level === "harness" && id === row.targetId);
    return {
      id: row.id,
      name: row.name,
      harness: harness ? { slug: harness.slug, name: harness.name } : null,
      period,
      limitMicros: row.limitMicros === null ? null : Number(row.limitMicros),
      limitTokens: row.limitTokens === null ? null : Number(row.limitTokens),
      allowUnpriced: row.allowUnpriced,
      rev: row.rev,
      periodStart: new Date(startMs).toISOString(),
      periodEnd: new Date(endMs).toISOString(),
      spent: { micros: Number(used?.spentMicros ?? 0), tokens: Number(used?.spentTokens ?? 0) },
      reserved: { micros: Number(used?.reservedMicros ?? 0), tokens: Number(used?.reservedTokens ?? 0) },
      waiting: waiting.get(row.id) ?? 0,
    };
  });
  return { items, nextCursor: rows.length > limit ? (page.at(-1)?.name ?? null) : null };
}

async function countWaiting(db: TenantDb, tenantId: TenantId, ids: string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ budget_id: string; n: number }[]>`
    SELECT h.budget_id, count(DISTINCT h.run_id)::int AS n FROM budget_hold h
      JOIN run r ON r.tenant_id = h.tenant_id AND r.id = h.run_id AND r.status = 'parked'
     WHERE h.tenant_id = ${tenantId}::uuid AND h.budget_id = ANY (${ids}::uuid[]) GROUP BY 1`;
  return new Map(rows.map(({ budget_id, n }) => [budget_id, n]));
}

/** The runs that wait for one budget, the oldest first. Throws `not-found` for an unknown or foreign id. */
export async function listWaitingRuns(
  db: TenantDb,
  tenantId: TenantId,
  budgetId: string,
): Promise<z.infer<typeof WaitingRuns>> {
  if (!(await db.budget.findFirst({ where: { tenantId, id: budgetId }, select: { id: true } })))
    throw new ProblemError("not-found");
  const holds = await db.budgetHold.findMany({
    where: { tenantId, budgetId },
    orderBy: [{ at: "asc" }, { runId: "asc" }],
    take: MAX_WAITING,
  });
  const runs = await db.run.findMany({
    where: { tenantId, id: { in: holds.map(({ runId }) => runId) }, status: "parked" },
    select: { id: true, harnessId: true, environment: true },
  });
  const harnesses = await db.harness.findMany({
    where: { tenantId, id: { in: runs.map(({ harnessId }) => harnessId) } },
    select: { id: true, name: true },
  });
  return {
    items: runs.flatMap(({ id, harnessId, environment }) => {
      const hold = holds.find(({ runId }) => runId === id);
      if (!hold) return [];
      const harness = harnesses.find((one) => one.id === harnessId)?.name ?? "";
      const needs = { micros: hold.micros === null ? null : Number(hold.micros), tokens: Number(hold.tokens) };
      return [{ run: id, harness, environment, since: hold.at.toISOString(), needs }];
    }),
  };
}
