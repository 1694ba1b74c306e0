import type { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import { getFirstLoop } from "@/lib/harness/first-loop/data.server";
import type { FirstLoopChange, FirstLoopView } from "@/lib/harness/first-loop/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";

/** Notes that a person looked into a span, or put the list away. Their own note only; nothing that an audit asks about. */
export async function noteFirstLoop(
  db: TenantDb,
  actor: Actor,
  change: z.infer<typeof FirstLoopChange>,
  now: Date,
): Promise<FirstLoopView> {
  if (actor.kind === "user") {
    const key = { tenantId: actor.tenantId, userId: actor.id };
    const own = await db.firstLoop.findFirst({ where: key });
    const noted = {
      inspectedAt: own?.inspectedAt ?? (change.inspected ? now : null),
      dismissedAt: change.dismissed === undefined ? (own?.dismissedAt ?? null) : change.dismissed ? now : null,
    };
    await db.firstLoop.upsert({ where: { tenantId_userId: key }, create: { ...key, ...noted }, update: noted });
  }
  return await getFirstLoop(db, actor);
}
