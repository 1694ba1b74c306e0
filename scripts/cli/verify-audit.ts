import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { verifyAudit as verifyChain } from "@/lib/governance/audit/verify-audit.server";
import { findTenantId } from "@/lib/governance/tenants/data.server";
import { options } from "@/scripts/cli/options";
import { UsageError } from "@/scripts/cli/usage-error";

/** Recomputes the audit chain of a tenant. */
export async function verifyAudit(args: string[]) {
  const { tenant } = options(args, ["tenant"], "audit verify --tenant <slug>");
  const tenantId = await findTenantId(tenant);
  if (!tenantId) throw new UsageError(`There is no tenant "${tenant}". See \`tenants list\`.`);
  const actor = systemActor("admin-command", tenantId, tenant);
  return { tenant, ...(await withTenant(actor, "audit:read", (db) => verifyChain(db, tenantId))) };
}
