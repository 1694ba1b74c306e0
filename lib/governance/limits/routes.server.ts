import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { getRunLimits } from "@/lib/governance/limits/data.server";
import { setRunLimits } from "@/lib/governance/limits/mutations.server";
import { StoredRunLimits } from "@/lib/governance/limits/schema";

const tag = "Limits";

export const limitRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/limits",
      scope: "worker:read",
      summary: "How much the tenant may run at a time and start in a minute",
      tag,
      response: StoredRunLimits,
    },
    ({ actor }) => withTenant(actor, "worker:read", (db) => getRunLimits(db, actor.tenantId)),
  ),
  governedRoute(
    {
      method: "put",
      path: "/limits",
      scope: "tenant:settings",
      summary: "Change the limits; `rev` is the one that was read",
      tag,
      body: StoredRunLimits.strict(),
      response: StoredRunLimits,
    },
    ({ actor, body }) => withTenant(actor, "tenant:settings", (db) => setRunLimits(db, actor, body, new Date())),
  ),
];
