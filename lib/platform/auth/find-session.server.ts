import { decode } from "next-auth/jwt";
import { cookieNames } from "@/lib/platform/auth/session-cookie.server";
import { config } from "@/lib/platform/config/config.server";
import { prisma } from "@/lib/platform/db/prisma.server";

const ABSOLUTE_MS = 24 * 3_600_000;
const IDLE_MS = 8 * 3_600_000;
const TOUCH_MS = 60_000;

export type SignedIn = {
  userId: string;
  sessionId: string;
  email: string;
  name: string;
  /** When the person last proved who they are. */
  confirmedAt: Date | null;
};

/**
 * The person behind a request, for pages, API routes and the gateway alike: the cookie holds only a session id, and
 * the session row is read every time, so that revoking takes effect at once. Null when absent, expired or revoked.
 */
export async function findSession(cookie: (name: string) => string | undefined): Promise<SignedIn | null> {
  const raw = cookie(cookieNames().session);
  const token = raw ? await decode({ token: raw, secret: config().NEXTAUTH_SECRET }).catch(() => null) : null;
  if (typeof token?.sid !== "string") return null;
  const now = Date.now();
  const row = await prisma().session.findFirst({
    where: {
      id: token.sid,
      revokedAt: null,
      createdAt: { gt: new Date(now - ABSOLUTE_MS) },
      seenAt: { gt: new Date(now - IDLE_MS) },
    },
    select: { id: true, seenAt: true, confirmedAt: true, user: { select: { id: true, email: true, name: true } } },
  });
  if (!row) return null;
  if (now - row.seenAt.getTime() > TOUCH_MS)
    await prisma().session.updateMany({ where: { id: row.id, revokedAt: null }, data: { seenAt: new Date(now) } });
  const { user, confirmedAt } = row;
  return { userId: user.id, sessionId: row.id, email: user.email, name: user.name, confirmedAt };
}
