import type { Actor } from "@/lib/governance/access/actor";
import type { Scope } from "@/lib/governance/access/scopes";
import { type TenantDb, tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";

export type { TenantDb };

/** The only way to a tenant's rows: checks the actor's scope, then opens one transaction bound to the tenant. */
export function withTenant<T>(actor: Actor, scope: Scope, work: (db: TenantDb) => Promise<T>): Promise<T> {
  if (!actor.scopes.has(scope)) throw new ProblemError("forbidden", `This needs the right "${scope}".`);
  return tenantTransaction(actor.tenantId, work);
}
