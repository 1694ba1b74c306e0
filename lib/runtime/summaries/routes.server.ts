import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listSummaries } from "@/lib/runtime/summaries/data.server";
import { SummaryList, SummaryPage } from "@/lib/runtime/summaries/schema";

const scope = "memory:read";

export const summaryRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/threads/{threadId}/summaries",
      scope,
      summary: "Summaries of a conversation's older messages, newest first",
      tag: "Memory",
      params: z.object({ threadId: z.uuid() }),
      query: SummaryPage,
      response: SummaryList,
    },
    ({ actor, params: { threadId }, query }) =>
      withTenant(actor, scope, (db) => listSummaries(db, actor, threadId, query)),
  ),
];
