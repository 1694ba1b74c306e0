import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/** The version that is in force, with its text, or null for a tenant without policies. */
export async function findActivePolicies(db: TenantDb, tenantId: TenantId) {
  const activation = await db.policyActivation.findFirst({
    where: { tenantId },
    orderBy: [{ at: "desc" }, { seq: "desc" }],
  });
  if (!activation) return null;
  const version = await db.policyVersion.findFirstOrThrow({
    where: { tenantId, setId: activation.setId, version: activation.version },
  });
  return { ...version, activatedAt: activation.at, activatedBy: activation.by };
}
