import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { getThread, listMessages, listThreads } from "@/lib/runtime/threads/data.server";
import { ThreadList, ThreadMessageList, ThreadPage, ThreadView } from "@/lib/runtime/threads/schema";

const tag = "Memory";
const scope = "memory:read";
const params = z.object({ threadId: z.uuid() });

export const threadRoutes: GovernedRoute[] = [
  governedRoute(
    { method: "get", path: "/threads", scope, summary: "Conversations", tag, query: ThreadPage, response: ThreadList },
    ({ actor, query }) => withTenant(actor, scope, (db) => listThreads(db, actor, query)),
  ),
  governedRoute(
    { method: "get", path: "/threads/{threadId}", scope, summary: "A conversation", tag, params, response: ThreadView },
    ({ actor, params: { threadId } }) => withTenant(actor, scope, (db) => getThread(db, actor, threadId)),
  ),
  governedRoute(
    {
      method: "get",
      path: "/threads/{threadId}/messages",
      scope,
      summary: "Messages of a conversation, newest first",
      tag,
      params,
      query: ThreadPage,
      response: ThreadMessageList,
    },
    ({ actor, params: { threadId }, query }) =>
      withTenant(actor, scope, (db) => listMessages(db, actor, threadId, query)),
  ),
];
