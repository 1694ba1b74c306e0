import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listChatPartners } from "@/lib/runtime/chat/data.server";
import { ChatPartnerList } from "@/lib/runtime/chat/schema";

const scope = "run:read";

export const chatRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/chat-partners",
      scope,
      summary: "Released harnesses with a chat trigger: whom a person can talk to. Start a run to say something",
      tag: "Runs",
      response: ChatPartnerList,
    },
    ({ actor }) => withTenant(actor, scope, (db) => listChatPartners(db, actor)),
  ),
];
