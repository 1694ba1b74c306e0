import type { Actor } from "@/lib/governance/access/actor";
import { ProblemError } from "@/lib/platform/errors/problem";

/** How long a proof of who somebody is counts. */
export const STEP_UP_MINUTES = 10;

/** Until when the proof of a session counts; null: it does not count now. */
export function confirmedUntil(confirmedAt: Date | null, now: Date): Date | null {
  if (!confirmedAt) return null;
  const until = new Date(confirmedAt.getTime() + STEP_UP_MINUTES * 60_000);
  return until > now ? until : null;
}

/** For what a borrowed browser must not do. Throws `step-up-required` unless the person proved a short time ago who they are. */
export function requireStepUp({ kind, confirmedAt }: Actor, now: Date): void {
  if (kind === "system" || confirmedUntil(confirmedAt, now)) return;
  throw new ProblemError(
    "step-up-required",
    `Nothing was changed. This needs a password that was typed in the last ${STEP_UP_MINUTES} minutes.`,
  );
}
