import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { readFailures } from "@/lib/observability/failures/data.server";
import { FailureMap, FailureQuery } from "@/lib/observability/failures/schema";

export const failureRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/failures",
      scope: "run:read",
      summary: "Failed attempts by node and time, and by error class and node",
      tag: "Failures",
      query: FailureQuery,
      response: FailureMap,
    },
    ({ actor, query }) => withTenant(actor, "run:read", (db) => readFailures(db, actor.tenantId, query, Date.now())),
  ),
];
