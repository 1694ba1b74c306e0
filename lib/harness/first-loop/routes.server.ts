import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { getFirstLoop } from "@/lib/harness/first-loop/data.server";
import { noteFirstLoop } from "@/lib/harness/first-loop/mutations.server";
import { FirstLoopChange, FirstLoopView } from "@/lib/harness/first-loop/schema";

const tag = "Harnesses";

export const firstLoopRoutes: GovernedRoute[] = [
  governedRoute(
    {
      ...{ method: "get", path: "/first-loop", scope: "harness:read", tag, response: FirstLoopView },
      summary: "How far you are: draw, run, break, inspect, forbid",
    },
    ({ actor }) => withTenant(actor, "harness:read", (db) => getFirstLoop(db, actor)),
  ),
  governedRoute(
    {
      ...{ method: "put", path: "/first-loop", scope: "harness:write", tag },
      summary: "Note that you looked into a span, or put the list away",
      body: FirstLoopChange,
      response: FirstLoopView,
    },
    ({ actor, body }) => withTenant(actor, "harness:write", (db) => noteFirstLoop(db, actor, body, new Date())),
  ),
];
