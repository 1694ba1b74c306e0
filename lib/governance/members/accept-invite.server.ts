import { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import { Role } from "@/lib/governance/access/scopes";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { inviteTokenHash } from "@/lib/governance/members/mutations.server";
import { hashPassword } from "@/lib/platform/auth/password.server";
import { prisma } from "@/lib/platform/db/prisma.server";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { tenantId } from "@/lib/platform/ids/branded-id";
import { newId } from "@/lib/platform/ids/new-id.server";

/** Name and password of a person who is new here; nothing for somebody who is signed in. */
export const InviteAnswer = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  password: z.string().min(10).max(200).optional(),
});
type InviteRow = { tenant_id: string; slug: string; name: string; id: string; email: string; role: string };

/** An invite that can still be accepted, or null. */
export async function findInvite(token: string): Promise<InviteRow | null> {
  const rows = await prisma().$queryRaw<InviteRow[]>`SELECT * FROM lookup_invite(${inviteTokenHash(token)})`;
  return rows[0] ?? null;
}

/**
 * Makes the person of the invite a member. A signed-in person must have the invited address; a new person gives a name
 * and a password. The invite is used up in the same transaction; a second use is `not-found`.
 */
export async function acceptInvite(
  token: string,
  answer: z.infer<typeof InviteAnswer>,
  signedInAs: { userId: string; email: string; name: string } | null,
): Promise<{ slug: string; email: string }> {
  const invite = await findInvite(token);
  if (!invite)
    throw new ProblemError("not-found", "This invite was used, taken back, or has ended. Ask for a new one.");
  if (signedInAs && signedInAs.email !== invite.email)
    throw new ProblemError(
      "forbidden",
      `This invite is for ${invite.email}; you are signed in as ${signedInAs.email}. Sign out first.`,
    );
  const person = signedInAs ? { id: signedInAs.userId, name: signedInAs.name } : await newPerson(invite.email, answer);
  const tenant = tenantId(invite.tenant_id);
  const actor: Actor = {
    kind: "user",
    id: person.id,
    tenantId: tenant,
    tenantSlug: invite.slug,
    role: null,
    scopes: new Set(),
    projectId: null,
    sessionId: null,
    confirmedAt: null,
    requestId: `invite:${invite.id}`,
  };
  await tenantTransaction(tenant, async (db) => {
    const { count } = await db.invite.updateMany({
      where: { tenantId: tenant, id: invite.id, acceptedAt: null, revokedAt: null },
      data: { acceptedAt: new Date() },
    });
    if (count === 0) throw new ProblemError("not-found", "This invite was used or taken back meanwhile.");
    const row = { email: invite.email, name: person.name, role: Role.parse(invite.role) };
    await db.membership.upsert({
      where: { tenantId_userId: { tenantId: tenant, userId: person.id } },
      create: { tenantId: tenant, userId: person.id, ...row },
      update: {},
    });
    await appendAuditEvent(db, actor, {
      action: "invite.accept",
      target: `invite:${invite.id}`,
      detail: { role: invite.role },
    });
  });
  return { slug: invite.slug, email: invite.email };
}

async function newPerson(
  email: string,
  { name, password }: z.infer<typeof InviteAnswer>,
): Promise<{ id: string; name: string }> {
  const known = await prisma().user.findUnique({ where: { email }, select: { id: true } });
  if (known) throw new ProblemError("forbidden", `${email} has an account here. Sign in, then open the link again.`);
  if (!(name && password))
    throw new ProblemError("invalid", "Give a name and a password of at least 10 characters.", [
      { pointer: name ? "/password" : "/name", message: "is needed" },
    ]);
  return await prisma().user.create({
    data: { id: newId(), email, name, passwordHash: await hashPassword(password) },
    select: { id: true, name: true },
  });
}
