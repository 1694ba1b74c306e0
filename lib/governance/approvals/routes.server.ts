import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { getApproval, listApprovals } from "@/lib/governance/approvals/data.server";
import { decideApproval } from "@/lib/governance/approvals/mutations.server";
import { ApprovalFilter, ApprovalPage, ApprovalView, NewDecision } from "@/lib/governance/approvals/schema";

const tag = "Approvals";
const params = z.object({ approvalId: z.uuid() });

export const approvalRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/approvals",
      scope: "run:read",
      summary: "What runs ask people, newest first",
      tag,
      query: ApprovalFilter.extend({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        cursor: z.string().max(200).optional(),
      }),
      response: ApprovalPage,
    },
    ({ actor, query: { limit, cursor, ...filter } }) =>
      withTenant(actor, "run:read", (db) => listApprovals(db, actor, filter, { limit, cursor })),
  ),
  governedRoute(
    {
      method: "get",
      path: "/approvals/{approvalId}",
      scope: "run:read",
      summary: "One approval",
      tag,
      params,
      response: ApprovalView,
    },
    ({ actor, params: { approvalId } }) => withTenant(actor, "run:read", (db) => getApproval(db, actor, approvalId)),
  ),
  governedRoute(
    {
      method: "post",
      path: "/approvals/{approvalId}/decision",
      scope: "run:approve",
      summary: "Approve or reject; the run goes on at once",
      tag,
      params,
      body: NewDecision,
      response: ApprovalView,
    },
    ({ actor, params: { approvalId }, body }) =>
      withTenant(actor, "run:approve", async (db) => {
        await decideApproval(db, actor, approvalId, { decision: body, now: new Date() });
        return await getApproval(db, actor, approvalId);
      }),
  ),
];
