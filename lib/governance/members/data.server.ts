import { Role } from "@/lib/governance/access/scopes";
import type { Invite, Member } from "@/lib/governance/members/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

const MAX_MEMBERS = 500;

/** The members of a tenant by name, at most 500. */
export async function listMembers(db: TenantDb, tenantId: TenantId): Promise<Member[]> {
  const rows = await db.membership.findMany({
    where: { tenantId },
    orderBy: [{ name: "asc" }, { userId: "asc" }],
    take: MAX_MEMBERS,
    select: { userId: true, email: true, name: true, role: true, createdAt: true },
  });
  return rows.map(({ role, createdAt, ...row }) => ({
    ...row,
    role: Role.parse(role),
    since: createdAt.toISOString(),
  }));
}

/** Invites that can still be accepted at `now`, newest first. */
export async function listOpenInvites(db: TenantDb, tenantId: TenantId, now: Date): Promise<Invite[]> {
  const rows = await db.invite.findMany({
    where: { tenantId, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    orderBy: { createdAt: "desc" },
    take: MAX_MEMBERS,
    select: { id: true, email: true, role: true, createdAt: true, expiresAt: true },
  });
  return rows.map(({ role, createdAt, expiresAt, ...row }) => ({
    ...row,
    role: Role.parse(role),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}
