import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { readFailures } from "@/lib/observability/failures/data.server";
import { readFailureCell } from "@/lib/observability/failures/read-failure-cell.server";
import { FailureCell, FailureCellQuery, FailureMap, FailureQuery } from "@/lib/observability/failures/schema";

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
  governedRoute(
    {
      method: "get",
      path: "/failures/cell",
      scope: "run:read",
      summary: "What is behind one cell: error groups and the newest runs",
      tag: "Failures",
      query: FailureCellQuery,
      response: FailureCell,
    },
    ({ actor, query }) => withTenant(actor, "run:read", (db) => readFailureCell(db, actor.tenantId, query)),
  ),
];
