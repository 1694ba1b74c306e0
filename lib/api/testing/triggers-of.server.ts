import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { newId } from "@/lib/platform/ids/new-id.server";

/** A webhook address and a schedule of the tenant's first harness. */
export async function triggersOf(db: TenantDb, tenantId: TenantId) {
  const { id: harnessId, projectId } = await db.harness.findFirstOrThrow({ where: { tenantId } });
  const place = { tenantId, projectId, harnessId, environment: "production", nodeKey: "t" };
  const [webhookId, scheduleId] = [newId(), newId()];
  const hook = { auth: "hmac", secret: "acme_key", maxBytes: 1_000, in: {} };
  await db.webhookEndpoint.create({ data: { ...place, id: webhookId, config: hook } });
  const times = { cron: "0 9 * * *", zone: "UTC", overlap: "skip", catchUp: "none", input: {} };
  await db.schedule.create({ data: { ...place, id: scheduleId, config: times } });
  return { webhookId, scheduleId };
}
