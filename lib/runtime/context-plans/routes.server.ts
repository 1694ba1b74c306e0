import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listContextPlans } from "@/lib/runtime/context-plans/data.server";
import { ContextPlanList, ContextPlanPage } from "@/lib/runtime/context-plans/schema";

const scope = "memory:read";

export const contextPlanRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/context-plans",
      scope,
      summary: "Model calls and what was sent with them, newest first; of one run or one conversation when asked",
      tag: "Memory",
      query: ContextPlanPage,
      response: ContextPlanList,
    },
    ({ actor, query }) => withTenant(actor, scope, (db) => listContextPlans(db, actor, query)),
  ),
];
