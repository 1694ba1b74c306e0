import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { listFaultRules } from "@/lib/governance/fault-rules/data.server";
import type { NewFaultRule } from "@/lib/governance/fault-rules/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { newId } from "@/lib/platform/ids/new-id.server";

const HOUR_MS = 3_600_000;
const MAX_AT_WORK = 50;

/**
 * Lets a share of the calls of a real model fail in draft and staging, until it ends by itself. Errors: `not-found` (model
 * connection), `conflict` (simulated model, the same fault already, too many).
 */
export async function createFaultRule(db: TenantDb, actor: Actor, rule: NewFaultRule, now: Date) {
  const { tenantId } = actor;
  const { model, kind, rate, hours } = rule;
  const connection = await db.providerConnection.findFirst({
    where: { tenantId, name: model.split("/")[0] ?? "" },
    select: { kind: true },
  });
  if (!connection) throw new ProblemError("not-found");
  if (connection.kind === "sandbox")
    throw new ProblemError("conflict", "A simulated model has faults of its own, in its script. Name a real model.");
  const { items } = await listFaultRules(db, tenantId, now);
  if (items.some((one) => one.model === model && one.kind === kind))
    throw new ProblemError("conflict", "This fault is at work for the model already. End it first.");
  if (items.length >= MAX_AT_WORK) throw new ProblemError("conflict", `At most ${MAX_AT_WORK} faults can be at work.`);
  const id = newId(now.getTime());
  const expiresAt = new Date(now.getTime() + hours * HOUR_MS);
  await db.faultRule.create({
    data: { tenantId, id, model, kind, rate, createdBy: actorRef(actor), createdAt: now, expiresAt },
  });
  await appendAuditEvent(db, actor, {
    action: "fault.create",
    target: `fault:${id}`,
    detail: { model, kind, rate, expiresAt: expiresAt.toISOString() },
  });
  return { id };
}

/** Ends a fault at once. */
export async function endFaultRule(db: TenantDb, actor: Actor, id: string): Promise<void> {
  const { tenantId } = actor;
  const rule = await db.faultRule.findFirst({ where: { tenantId, id }, select: { model: true, kind: true } });
  if (!rule) throw new ProblemError("not-found");
  await db.faultRule.deleteMany({ where: { tenantId, id } });
  await appendAuditEvent(db, actor, { action: "fault.end", target: `fault:${id}`, detail: rule });
}
