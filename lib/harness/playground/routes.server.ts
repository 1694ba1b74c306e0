import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { PlaygroundRequest, PlaygroundStarted } from "@/lib/harness/playground/schema";
import { startPlayground } from "@/lib/harness/playground/start-playground.server";

export const playgroundRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "post",
      path: "/playground-runs",
      scope: "draft:run",
      summary: "Run prompts on models, over rows of variables",
      tag: "Prompts",
      body: PlaygroundRequest,
      maxBodyBytes: 1_000_000,
      response: PlaygroundStarted,
      status: 202,
    },
    ({ actor, body }) => withTenant(actor, "draft:run", (db) => startPlayground(db, actor, body, Date.now())),
  ),
];
