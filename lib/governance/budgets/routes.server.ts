import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listBudgets, listWaitingRuns } from "@/lib/governance/budgets/data.server";
import { changeBudget, createBudget, deleteBudget } from "@/lib/governance/budgets/mutations.server";
import { BudgetChanged, BudgetPage, ChangedBudget, NewBudget, WaitingRuns } from "@/lib/governance/budgets/schema";

const tag = "Budgets";
const params = z.object({ budgetId: z.uuid() });

export const budgetRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/budgets",
      scope: "budget:read",
      summary: "Budgets by name, with what this period has used and how many runs wait",
      tag,
      query: z.strictObject({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        cursor: z.string().max(100).optional(),
      }),
      response: BudgetPage,
    },
    ({ actor, query }) =>
      withTenant(actor, "budget:read", (db) => listBudgets(db, actor.tenantId, { ...query, now: new Date() })),
  ),
  governedRoute(
    {
      method: "post",
      path: "/budgets",
      scope: "budget:write",
      summary: "Limit what the model calls of the tenant or of one harness may use in a day or a month (UTC)",
      tag,
      body: NewBudget,
      response: BudgetChanged,
      status: 201,
    },
    ({ actor, body }) => withTenant(actor, "budget:write", (db) => createBudget(db, actor, body, new Date())),
  ),
  governedRoute(
    {
      method: "get",
      path: "/budgets/{budgetId}/runs",
      scope: "budget:read",
      summary: "Runs that wait for this budget, the oldest first",
      tag,
      params,
      response: WaitingRuns,
    },
    ({ actor, params: { budgetId } }) =>
      withTenant(actor, "budget:read", (db) => listWaitingRuns(db, actor.tenantId, budgetId)),
  ),
  governedRoute(
    {
      method: "put",
      path: "/budgets/{budgetId}",
      scope: "budget:write",
      summary: "Change name and limits; runs for which there is room go on. `rev` is the one that was read",
      tag,
      params,
      body: ChangedBudget,
      response: BudgetChanged,
    },
    ({ actor, params: { budgetId }, body }) =>
      withTenant(actor, "budget:write", (db) => changeBudget(db, actor, budgetId, { change: body, now: new Date() })),
  ),
  governedRoute(
    {
      method: "delete",
      path: "/budgets/{budgetId}",
      scope: "budget:write",
      summary: "End a budget; the runs that wait for it go on",
      tag,
      params,
      response: BudgetChanged,
    },
    ({ actor, params: { budgetId } }) =>
      withTenant(actor, "budget:write", (db) => deleteBudget(db, actor, budgetId, new Date())),
  ),
];
