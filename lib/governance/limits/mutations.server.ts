import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { getRunLimits } from "@/lib/governance/limits/data.server";
import { RunLimits, type StoredRunLimits } from "@/lib/governance/limits/schema";
import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";

/** Sets the limits of the tenant; they hold for the next run that starts. `conflict` when somebody was faster. */
export async function setRunLimits(
  db: TenantDb,
  actor: Actor,
  { rev, ...limits }: StoredRunLimits,
  now: Date,
): Promise<StoredRunLimits> {
  const { tenantId } = actor;
  await lockTransaction(db, `limits:${tenantId}`);
  const before = await getRunLimits(db, tenantId);
  if (before.rev !== rev)
    throw new ProblemError("conflict", "Somebody changed the limits meanwhile. Load them again, then change them.");
  const data = { ...limits, rev: rev + 1, updatedBy: actorRef(actor), updatedAt: now };
  await db.runLimit.upsert({ where: { tenantId }, create: { tenantId, ...data }, update: data });
  const changed = RunLimits.keyof().options.filter((key) => before[key] !== limits[key]);
  await appendAuditEvent(db, actor, {
    action: "limits.change",
    target: `tenant:${tenantId}`,
    detail: { changed: changed.map((key) => `${key}: ${before[key] ?? "none"} → ${limits[key] ?? "none"}`) },
  });
  return { ...limits, rev: rev + 1 };
}
