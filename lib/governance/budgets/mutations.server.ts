import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import type { ChangedBudget, NewBudget } from "@/lib/governance/budgets/schema";
import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { newId } from "@/lib/platform/ids/new-id.server";

const NOBODY_WAITS = 9_000_000_000_000_000n;

/** Makes a budget; it counts from the next model call on. Errors: `not-found` (harness), `conflict` (name, or target and period). */
export async function createBudget(db: TenantDb, actor: Actor, budget: NewBudget, now: Date) {
  const { tenantId } = actor;
  const { harness, name, period, limitMicros, limitTokens, allowUnpriced } = budget;
  await lockTransaction(db, `budget:${tenantId}`);
  const target = harness && (await db.harness.findFirst({ where: { tenantId, slug: harness }, select: { id: true } }));
  if (harness && !target) throw new ProblemError("not-found");
  const about = { level: target ? "harness" : "tenant", targetId: target ? target.id : tenantId, period };
  const taken = await db.budget.findFirst({ where: { tenantId, OR: [{ name }, about] }, select: { name: true } });
  if (taken)
    throw new ProblemError(
      "conflict",
      taken.name === name
        ? `There is a budget "${name}" already. Take another name.`
        : `"${taken.name}" is the budget of this ${about.level} for each ${period}. Change that one.`,
    );
  const id = newId(now.getTime());
  const limits = { limitMicros: bigOf(limitMicros), limitTokens: bigOf(limitTokens), allowUnpriced };
  await db.budget.create({
    data: { tenantId, id, name, ...about, ...limits, createdBy: actorRef(actor), createdAt: now, updatedAt: now },
  });
  await appendAuditEvent(db, actor, {
    action: "budget.create",
    target: `budget:${id}`,
    detail: { name, harness, period, limitMicros, limitTokens, allowUnpriced },
  });
  return { id, resumed: 0 };
}

/**
 * Changes name and limits. Steps for which there is room now try again, in the same transaction. Errors: `not-found`,
 * `conflict` (somebody was faster, or the name is taken).
 */
export async function changeBudget(
  db: TenantDb,
  actor: Actor,
  id: string,
  { change, now }: { change: ChangedBudget; now: Date },
) {
  const { tenantId } = actor;
  const { rev, name, limitMicros, limitTokens, allowUnpriced } = change;
  const before = await lockedBudget(db, actor, id);
  if (before.rev !== rev)
    throw new ProblemError("conflict", "Somebody changed this budget meanwhile. Load it again, then change it.");
  if (await db.budget.findFirst({ where: { tenantId, name, id: { not: id } }, select: { id: true } }))
    throw new ProblemError("conflict", `There is a budget "${name}" already. Take another name.`);
  const after = { name, limitMicros: bigOf(limitMicros), limitTokens: bigOf(limitTokens), allowUnpriced };
  await db.budget.updateMany({ where: { tenantId, id }, data: { ...after, rev: rev + 1, updatedAt: now } });
  const resumed = await wakeWaiting(db, actor, id, now);
  const keys = ["name", "limitMicros", "limitTokens", "allowUnpriced"] as const;
  await appendAuditEvent(db, actor, {
    action: "budget.change",
    target: `budget:${id}`,
    detail: {
      name,
      changed: keys.flatMap((key) =>
        before[key] === after[key] ? [] : [`${key}: ${before[key] ?? "none"} → ${after[key] ?? "none"}`],
      ),
      resumed,
    },
  });
  return { id, resumed };
}

/** Ends a budget; every run that waits for it goes on. What was counted is gone with it. */
export async function deleteBudget(db: TenantDb, actor: Actor, id: string, now: Date) {
  const { tenantId } = actor;
  const { name } = await lockedBudget(db, actor, id);
  // Without a limit everybody fits.
  const open = { limitMicros: null, limitTokens: NOBODY_WAITS, allowUnpriced: true };
  await db.budget.updateMany({ where: { tenantId, id }, data: open });
  const resumed = await wakeWaiting(db, actor, id, now);
  await db.budget.deleteMany({ where: { tenantId, id } });
  await appendAuditEvent(db, actor, {
    action: "budget.delete",
    target: `budget:${id}`,
    detail: { name, resumed },
  });
  return { id, resumed };
}

/** No call of the tenant is being let through or held while the transaction goes on. */
async function lockedBudget(db: TenantDb, { tenantId }: Actor, id: string) {
  await lockTransaction(db, `budget:${tenantId}`);
  const found = await db.budget.findFirst({ where: { tenantId, id } });
  if (!found) throw new ProblemError("not-found");
  return found;
}

async function wakeWaiting(db: TenantDb, actor: Actor, id: string, now: Date): Promise<number> {
  const [row] = await db.$queryRaw<{ woken: number }[]>`
    SELECT budget_wake(${actor.tenantId}::uuid, ARRAY[${id}::uuid], ${now}, ${actorRef(actor)}) AS woken`;
  return row?.woken ?? 0;
}

const bigOf = (value: number | null): bigint | null => (value === null ? null : BigInt(value));
