import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createApiKey } from "@/lib/governance/keys/mutations.server";
import { NewApiKey } from "@/lib/governance/keys/schema";
import { findTenantId } from "@/lib/governance/tenants/data.server";
import { options } from "@/scripts/cli/options";
import { UsageError } from "@/scripts/cli/usage-error";

const USAGE = "keys create --tenant <slug> --scopes <scope,scope> [--name <name>] [--days <days, default 90>]";

/** Makes an API key that belongs to no person; its token is in the answer and nowhere else. */
export async function createKey(args: string[]) {
  const { tenant, scopes, name, days } = options(args, ["tenant", "scopes"], USAGE, ["name", "days"]);
  const key = NewApiKey.safeParse({
    name: name ?? "admin command",
    scopes: scopes.split(",").map((scope) => scope.trim()),
    expiresInDays: Number(days ?? 90),
  });
  if (!key.success) {
    const [issue] = key.error.issues;
    throw new UsageError(`${issue?.path.join(".")}: ${issue?.message}. Usage: npm run --silent slipway -- ${USAGE}`);
  }
  const tenantId = await findTenantId(tenant);
  if (!tenantId) throw new UsageError(`There is no tenant "${tenant}". See \`tenants list\`.`);
  const actor = systemActor("admin-command", tenantId, tenant);
  const made = await withTenant(actor, "apikey:write", (db) => createApiKey(db, actor, key.data, new Date()));
  return { tenant, ...made, scopes: key.data.scopes };
}
