import type { Actor } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { newId } from "@/lib/platform/ids/new-id.server";

/** Gives a tenant the simulated models: they need no key and no network, and everything they say is labelled. */
export async function addSandboxConnection(db: TenantDb, actor: Actor): Promise<void> {
  const id = newId();
  await db.providerConnection.create({
    data: { tenantId: actor.tenantId, id, name: "sandbox", kind: "sandbox", state: "ok" },
  });
  await appendAuditEvent(db, actor, {
    action: "model-connection.create",
    target: `model-connection:${id}`,
    detail: { name: "sandbox", kind: "sandbox" },
  });
}
