import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { refusalOf } from "@/lib/governance/approvals/may-decide";
import { ApprovalFacts, type ApprovalFilter, type ApprovalPage, ApprovalView } from "@/lib/governance/approvals/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { fromCursor, toCursor } from "@/lib/platform/http/cursor.server";
import type { Approval, Prisma } from "@/prisma/generated/client";

type Page = { limit: number; cursor?: string | undefined };

/** Approvals that match a filter, newest first. Keyset paging on (created_at, id). A pending one past its time is expired. */
export async function listApprovals(
  db: TenantDb,
  actor: Actor,
  { state = "pending", run }: ApprovalFilter,
  { limit, cursor }: Page,
): Promise<ApprovalPage> {
  const now = new Date();
  const where: Prisma.ApprovalWhereInput = {
    AND: [
      { tenantId: actor.tenantId, ...projectOf(actor), ...(run ? { runId: run } : {}) },
      inState(state, now),
      after(cursor),
    ],
  };
  const rows = await db.approval.findMany({ where, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: limit + 1 });
  const items = rows.slice(0, limit).map((row) => approvalView(row, actor, now));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? toCursor(last.createdAt, last.id) : null };
}

/** One approval. Throws `not-found` for an unknown or foreign id. */
export async function getApproval(db: TenantDb, actor: Actor, id: string): Promise<ApprovalView> {
  const row = await db.approval.findFirst({ where: { tenantId: actor.tenantId, id, ...projectOf(actor) } });
  if (!row) throw new ProblemError("not-found");
  return approvalView(row, actor, new Date());
}

const projectOf = ({ projectId }: Actor) => (projectId ? { projectId } : {});

function inState(state: string, now: Date): Prisma.ApprovalWhereInput {
  if (state === "pending") return { state, expiresAt: { gt: now } };
  return state === "expired" ? { OR: [{ state }, { state: "pending", expiresAt: { lte: now } }] } : { state };
}

function after(cursor: string | undefined): Prisma.ApprovalWhereInput {
  if (cursor === undefined) return {};
  const { at, id } = fromCursor(cursor);
  return { createdAt: { lte: at }, OR: [{ createdAt: { lt: at } }, { id: { lt: id } }] };
}

function approvalView(row: Approval, actor: Actor, now: Date): ApprovalView {
  const mayApprove = actor.scopes.has("run:approve");
  const refusal = refusalOf({ ref: actorRef(actor), id: actor.id, role: actor.role, mayApprove }, row);
  const isExpired = row.state === "pending" && row.expiresAt <= now;
  const mayRead = mayApprove || actor.scopes.has("payload:readProd");
  return ApprovalView.parse({
    ...row,
    run: row.runId,
    step: row.stepKey,
    args: mayRead ? row.args : null,
    isRedacted: !mayRead,
    facts: ApprovalFacts.parse(row.facts),
    state: isExpired ? "expired" : row.state,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    mayDecide: row.state === "pending" && !isExpired && refusal === null,
    whyNot: refusal?.detail ?? null,
  });
}
