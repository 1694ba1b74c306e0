import { FaultRuleView } from "@/lib/governance/fault-rules/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

const MAX_RULES = 50;

/** The rules of a tenant that are at work, the newest first. */
export async function listFaultRules(db: TenantDb, tenantId: TenantId, now: Date): Promise<{ items: FaultRuleView[] }> {
  const rows = await db.faultRule.findMany({
    where: { tenantId, expiresAt: { gt: now } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MAX_RULES,
  });
  return {
    items: rows.map(({ id, model, kind, rate, createdBy, createdAt, expiresAt }) =>
      FaultRuleView.parse({
        ...{ id, model, kind, rate, createdBy },
        createdAt: createdAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
      }),
    ),
  };
}
