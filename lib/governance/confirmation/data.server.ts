import type { Actor } from "@/lib/governance/access/actor";
import { confirmedUntil } from "@/lib/governance/access/require-step-up";
import type { ConfirmationView } from "@/lib/governance/confirmation/schema";
import { prisma } from "@/lib/platform/db/prisma.server";
import { ProblemError } from "@/lib/platform/errors/problem";

/** How the person of a request confirms who they are, and whether they did. `forbidden` for whoever has no session. */
export async function getConfirmation(actor: Actor, now: Date): Promise<ConfirmationView> {
  if (!actor.sessionId) throw new ProblemError("forbidden", "Only a person who is signed in confirms who they are.");
  const user = await prisma().user.findUnique({ where: { id: actor.id }, select: { passwordHash: true } });
  return {
    method: user?.passwordHash ? "password" : "sign-in",
    until: confirmedUntil(actor.confirmedAt, now)?.toISOString() ?? null,
  };
}
