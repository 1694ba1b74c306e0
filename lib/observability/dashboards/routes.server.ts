import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { readOverview } from "@/lib/observability/dashboards/data.server";
import { Overview, OverviewQuery } from "@/lib/observability/dashboards/schema";

export const overviewRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/overview",
      scope: "run:read",
      summary: "Volume, success, latency, tokens and cost over time",
      tag: "Overview",
      query: OverviewQuery,
      response: Overview,
    },
    ({ actor, query }) => withTenant(actor, "run:read", (db) => readOverview(db, actor.tenantId, query, Date.now())),
  ),
];
