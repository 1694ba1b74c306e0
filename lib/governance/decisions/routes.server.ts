import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listDecisions } from "@/lib/governance/decisions/data.server";
import { DecisionFilter, DecisionPage } from "@/lib/governance/decisions/schema";

const scope = "decision:read";

export const decisionRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/decisions",
      scope,
      summary: "What the policies answered to agents, newest first",
      tag: "Policies",
      query: DecisionFilter.extend({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        cursor: z.string().max(200).optional(),
      }),
      response: DecisionPage,
    },
    ({ actor, query: { limit, cursor, ...filter } }) =>
      withTenant(actor, scope, (db) => listDecisions(db, actor, filter, { limit, cursor })),
  ),
];
