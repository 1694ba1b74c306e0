import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listFaultRules } from "@/lib/governance/fault-rules/data.server";
import { createFaultRule, endFaultRule } from "@/lib/governance/fault-rules/mutations.server";
import { FaultRuleList, NewFaultRule } from "@/lib/governance/fault-rules/schema";

const tag = "Models";
const write = "model:write";

export const faultRuleRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/fault-rules",
      scope: "model:read",
      summary: "Faults that calls of real models run into now, in draft and staging",
      tag,
      response: FaultRuleList,
    },
    ({ actor }) => withTenant(actor, "model:read", (db) => listFaultRules(db, actor.tenantId, new Date())),
  ),
  governedRoute(
    {
      method: "post",
      path: "/fault-rules",
      scope: write,
      summary: "Let a share of the calls of a real model fail in draft and staging, for at most a day",
      tag,
      body: NewFaultRule,
      response: z.object({ id: z.uuid() }),
      status: 201,
    },
    ({ actor, body }) => withTenant(actor, write, (db) => createFaultRule(db, actor, body, new Date())),
  ),
  governedRoute(
    {
      method: "delete",
      path: "/fault-rules/{faultId}",
      scope: write,
      summary: "End a fault at once",
      tag,
      params: z.object({ faultId: z.uuid() }),
    },
    ({ actor, params: { faultId } }) => withTenant(actor, write, (db) => endFaultRule(db, actor, faultId)),
  ),
];
