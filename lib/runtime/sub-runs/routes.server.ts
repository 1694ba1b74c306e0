import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listSubRuns } from "@/lib/runtime/sub-runs/data.server";
import { SubRuns } from "@/lib/runtime/sub-runs/schema";

export const subRunRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/runs/{runId}/sub-runs",
      scope: "run:read",
      summary: "The run whose step started a run, and the runs that its own steps started",
      tag: "Runs",
      params: z.object({ runId: z.uuid() }),
      response: SubRuns,
    },
    ({ actor, params: { runId } }) => withTenant(actor, "run:read", (db) => listSubRuns(db, actor, runId)),
  ),
];
