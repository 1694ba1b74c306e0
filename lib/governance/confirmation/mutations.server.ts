import type { Actor } from "@/lib/governance/access/actor";
import { confirmedUntil } from "@/lib/governance/access/require-step-up";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import type { ConfirmationView } from "@/lib/governance/confirmation/schema";
import { isPassword } from "@/lib/platform/auth/password.server";
import { prisma } from "@/lib/platform/db/prisma.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { limitRate } from "@/lib/platform/http/limit-rate.server";

const TRIES_PER_MINUTE = 5;

/**
 * Notes with the session that its person typed the password. Right or wrong, the audit log says so. Errors: `forbidden` without
 * a session, `wrong-password`, `rate-limited` after 5 tries in a minute.
 */
export async function confirmSession(actor: Actor, password: string, now: Date): Promise<ConfirmationView> {
  const { id: userId, sessionId } = actor;
  if (!sessionId) throw new ProblemError("forbidden", "Only a person who is signed in confirms who they are.");
  limitRate(`confirm:${userId}`, { perMinute: TRIES_PER_MINUTE, nowMs: now.getTime() });
  const user = await prisma().user.findUnique({ where: { id: userId }, select: { passwordHash: true } });
  const isRight = await isPassword(password, user?.passwordHash ?? null);
  await withTenant(actor, "session:confirm", async (db) => {
    if (isRight) await db.session.updateMany({ where: { id: sessionId, userId }, data: { confirmedAt: now } });
    await appendAuditEvent(db, actor, {
      action: "session.confirm",
      target: `user:${userId}`,
      outcome: isRight ? "done" : "refused",
    });
  });
  if (!isRight)
    throw new ProblemError("wrong-password", "Nothing was changed. Check the password and try again.", [
      { pointer: "/password", message: "is not right" },
    ]);
  return { method: "password", until: confirmedUntil(now, now)?.toISOString() ?? null };
}
