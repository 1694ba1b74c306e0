import { type Actor, actorRef } from "@/lib/governance/access/actor";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";

export type AuditEvent = {
  /** `<noun>.<verb>`, for example `policy.activate`. */
  action: string;
  /** `<noun>:<id>`. */
  target: string;
  outcome?: "done" | "refused";
  /** Ids, hashes and allow-listed differences; never prompts, payloads or secrets. */
  detail?: Record<string, string | number | boolean | null | string[]>;
};

/** Adds an event to the tenant's hash chain, in the caller's transaction: change and event commit together or not at all. */
export async function appendAuditEvent(db: TenantDb, actor: Actor, event: AuditEvent): Promise<void> {
  const detail = JSON.stringify(event.detail ?? {});
  await db.$queryRaw`SELECT audit.append(${actorRef(actor)}, ${event.action}, ${event.target}, ${event.outcome ?? "done"}, ${detail}, ${actor.requestId})`;
}
