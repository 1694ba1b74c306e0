import { z } from "zod";
import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { refusalOf } from "@/lib/governance/approvals/may-decide";
import type { NewDecision } from "@/lib/governance/approvals/schema";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import { Prisma } from "@/prisma/generated/client";

/**
 * Decides once and wakes the run in the same transaction. Errors: `not-found`, `forbidden`, `own-approval`, `not-approver`,
 * `approval-expired`, `approval-decided`, `invalid` (the form).
 */
export async function decideApproval(
  db: TenantDb,
  actor: Actor,
  id: string,
  { decision, now }: { decision: NewDecision; now: Date },
): Promise<void> {
  const { tenantId, projectId } = actor;
  const row = await db.approval.findFirst({ where: { tenantId, id, ...(projectId ? { projectId } : {}) } });
  if (!row) throw new ProblemError("not-found");
  const mayApprove = actor.scopes.has("run:approve");
  const refusal = refusalOf({ ref: actorRef(actor), id: actor.id, role: actor.role, mayApprove }, row);
  if (refusal) throw new ProblemError(refusal.code, refusal.detail);
  if (row.state === "expired" || (row.state === "pending" && row.expiresAt <= now))
    throw new ProblemError(
      "approval-expired",
      "Nobody decided in time, so the run goes on without it. Start it again if it is still wanted.",
    );
  if (row.form !== null && decision.decision === "approved") checkForm(row.form, decision.form);
  const { count } = await db.approval.updateMany({
    where: { tenantId, id, state: "pending" },
    data: {
      state: decision.decision,
      decidedBy: actorRef(actor),
      decidedAt: now,
      comment: decision.comment || null,
      formValues: decision.form ?? Prisma.DbNull,
    },
  });
  if (count === 0) throw new ProblemError("approval-decided", "Somebody has decided this already.");
  await appendAuditEvent(db, actor, {
    action: `approval.${decision.decision === "approved" ? "approve" : "reject"}`,
    target: `run:${row.runId}`,
    detail: {
      approval: id,
      step: row.stepKey,
      resource: row.resource,
      argsHash: row.argsHash,
      policyVersion: row.policyVersion,
    },
  });
  await db.$queryRaw`SELECT wake_run(${tenantId}::uuid, ${row.runId}::uuid)`;
}

const FormSchema = z.record(z.string(), z.json());

function checkForm(schema: unknown, values: NewDecision["form"]): void {
  const issues = jsonValueIssues(FormSchema.parse(schema), values ?? {});
  if (issues.length === 0) return;
  const errors = issues.map(({ pointer, message }) => ({ pointer: `/form${pointer}`, message }));
  throw new ProblemError("invalid", "Fill in the form before you approve.", errors);
}
