import { createHash, randomBytes } from "node:crypto";
import type { Actor } from "@/lib/governance/access/actor";
import { type Role, scopesOf } from "@/lib/governance/access/scopes";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { config } from "@/lib/platform/config/config.server";
import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { newId } from "@/lib/platform/ids/new-id.server";

const INVITE_MS = 7 * 24 * 3_600_000;

/** sha256 of an invite's token, in hex: what the table holds. */
export const inviteTokenHash = (token: string): string => createHash("sha256").update(`invite:${token}`).digest("hex");

/** Makes an invite for seven days and returns its link, which cannot be shown again. */
export async function createInvite(db: TenantDb, actor: Actor, invite: { email: string; role: Role }, now: Date) {
  requireGrantable(actor, invite.role);
  const email = invite.email.toLowerCase();
  const member = await db.membership.findFirst({
    where: { tenantId: actor.tenantId, email },
    select: { userId: true },
  });
  if (member) throw new ProblemError("conflict", `${email} is a member already. Change the role in the list instead.`);
  const token = randomBytes(24).toString("base64url");
  const [id, expiresAt] = [newId(now.getTime()), new Date(now.getTime() + INVITE_MS)];
  await db.invite.create({
    data: {
      tenantId: actor.tenantId,
      id,
      email,
      role: invite.role,
      tokenHash: inviteTokenHash(token),
      createdBy: actor.id,
      expiresAt,
    },
  });
  await appendAuditEvent(db, actor, { action: "invite.create", target: `invite:${id}`, detail: { role: invite.role } });
  return { id, link: `${config().NEXTAUTH_URL}/invite/${token}`, expiresAt: expiresAt.toISOString() };
}

/** Takes an open invite back; its link stops working at once. */
export async function revokeInvite(db: TenantDb, actor: Actor, id: string, now: Date): Promise<void> {
  const { count } = await db.invite.updateMany({
    where: { tenantId: actor.tenantId, id, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now },
  });
  if (count === 0) throw new ProblemError("not-found");
  await appendAuditEvent(db, actor, { action: "invite.revoke", target: `invite:${id}` });
}

/** Gives a member another role. The last owner stays an owner. */
export async function changeRole(db: TenantDb, actor: Actor, userId: string, role: Role): Promise<void> {
  requireGrantable(actor, role);
  const before = await lockMember(db, actor, userId);
  if (before.role === "OWNER" && role !== "OWNER") await requireAnotherOwner(db, actor, userId);
  await db.membership.update({ where: { tenantId_userId: { tenantId: actor.tenantId, userId } }, data: { role } });
  await appendAuditEvent(db, actor, {
    action: "member.role",
    target: `user:${userId}`,
    detail: { from: before.role, to: role },
  });
}

/** Ends a membership; it is read at every request, so access ends at once. */
export async function removeMember(db: TenantDb, actor: Actor, userId: string): Promise<void> {
  const before = await lockMember(db, actor, userId);
  if (before.role === "OWNER") await requireAnotherOwner(db, actor, userId);
  await db.membership.delete({ where: { tenantId_userId: { tenantId: actor.tenantId, userId } } });
  await appendAuditEvent(db, actor, {
    action: "member.remove",
    target: `user:${userId}`,
    detail: { role: before.role },
  });
}

/** Nobody grants rights that they do not have; an owner has them all. */
function requireGrantable(actor: Actor, role: Role): void {
  if (actor.role === "OWNER" || actor.kind === "system") return;
  const beyond = [...scopesOf(role)].find((scope) => !actor.scopes.has(scope));
  if (beyond)
    throw new ProblemError("forbidden", `The role ${role} includes "${beyond}", which you do not have. Ask an owner.`);
}

/** Locks the tenant's members, so that two owners cannot step down at the same moment. */
async function lockMember(db: TenantDb, actor: Actor, userId: string): Promise<{ role: string }> {
  await lockTransaction(db, `members:${actor.tenantId}`);
  const row = await db.membership.findFirst({ where: { tenantId: actor.tenantId, userId }, select: { role: true } });
  if (!row) throw new ProblemError("not-found");
  if (row.role === "OWNER" && actor.role !== "OWNER" && actor.kind !== "system")
    throw new ProblemError("forbidden", "Only an owner may change an owner.");
  return row;
}

async function requireAnotherOwner(db: TenantDb, actor: Actor, userId: string): Promise<void> {
  const others = await db.membership.count({
    where: { tenantId: actor.tenantId, role: "OWNER", userId: { not: userId } },
  });
  if (others === 0) throw new ProblemError("last-owner", "This is the last owner. Make another member an owner first.");
}
