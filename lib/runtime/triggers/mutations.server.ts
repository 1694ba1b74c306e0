import type { Actor } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { nextTicks } from "@/lib/release/triggers/next-ticks";
import { ScheduleNode } from "@/lib/runtime/triggers/schema";

type State = "active" | "paused";

/** Pauses a webhook address or lets it go on. While paused it answers 404 and nothing is stored. */
export async function setWebhookState(db: TenantDb, actor: Actor, id: string, state: State): Promise<void> {
  const { count } = await db.webhookEndpoint.updateMany({ where: whereOf(actor, id), data: { state } });
  if (count === 0) throw new ProblemError("not-found");
  await appendAuditEvent(db, actor, { action: `webhook.${VERB[state]}`, target: `webhook:${id}` });
}

/** Pauses a schedule or lets it go on with the next time after now: times that passed meanwhile are not made up for. */
export async function setScheduleState(
  db: TenantDb,
  actor: Actor,
  id: string,
  { state, nowMs }: { state: State; nowMs: number },
): Promise<void> {
  const row = await db.schedule.findFirst({ where: whereOf(actor, id) });
  if (!row) throw new ProblemError("not-found");
  const next = nextTicks(ScheduleNode.parse(row.config), nowMs, 1)[0];
  await db.schedule.updateMany({
    where: whereOf(actor, id),
    data: { state, ...(state === "active" && { nextAt: next === undefined ? null : new Date(next) }) },
  });
  await appendAuditEvent(db, actor, { action: `schedule.${VERB[state]}`, target: `schedule:${id}` });
}

const VERB = { active: "resume", paused: "pause" } as const;
const whereOf = ({ tenantId, projectId }: Actor, id: string) => ({ tenantId, id, ...(projectId && { projectId }) });
