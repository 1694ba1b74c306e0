import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { openDecisions } from "@/lib/runtime/step-decisions/data.server";
import { decideStep } from "@/lib/runtime/step-decisions/mutations.server";
import { NewStepDecision, OpenDecisions } from "@/lib/runtime/step-decisions/schema";

const tag = "Runs";
const params = z.object({ runId: z.uuid() });

export const stepDecisionRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/runs/{runId}/decisions",
      scope: "run:read",
      summary: "Steps of a parked run that a person can decide about",
      tag,
      params,
      response: OpenDecisions,
    },
    ({ actor, params: { runId } }) =>
      withTenant(actor, "run:read", async (db) => ({ items: await openDecisions(db, actor, runId) })),
  ),
  governedRoute(
    {
      method: "post",
      path: "/runs/{runId}/decisions",
      scope: "run:approve",
      summary: "Say what became of a step: try again, take it as done with a result, or fail it",
      tag,
      params,
      body: NewStepDecision,
      response: OpenDecisions,
    },
    ({ actor, params: { runId }, body }) =>
      withTenant(actor, "run:approve", async (db) => {
        await decideStep(db, actor, runId, { decision: body, now: new Date() });
        return { items: [] };
      }),
  ),
];
