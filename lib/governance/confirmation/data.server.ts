import type { Actor } from "@/lib/governance/access/actor";
import { confirmedUntil } from "@/lib/governance/access/require-step-up";
import type { ConfirmationView } from "@/lib/governance/confirmation/schema";
import { prisma } from "@/lib/platform/db/prisma.server";

/** How whoever asks confirms who they are, and whether they did. */
export async function getConfirmation(actor: Actor, now: Date): Promise<ConfirmationView> {
  const person =
    actor.sessionId === null
      ? null
      : await prisma().user.findUnique({ where: { id: actor.id }, select: { passwordHash: true } });
  return {
    method: person?.passwordHash ? "password" : "sign-in",
    until: confirmedUntil(actor.confirmedAt, now)?.toISOString() ?? null,
  };
}
