import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { loadReplay } from "@/lib/runtime/replay/data.server";
import { replayRun } from "@/lib/runtime/replay/mutations.server";
import { NewReplay, ReplayPreview, ReplayTarget, StartedReplay } from "@/lib/runtime/replay/schema";

const tag = "Runs";
const params = z.object({ runId: z.uuid() });

export const replayRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/runs/{runId}/replay",
      scope: "run:read",
      summary: "What a replay of a finished run would carry over, execute again and run on",
      tag,
      params,
      query: z.strictObject({ from: z.string().min(1).max(400).optional(), target: ReplayTarget.default("same") }),
      response: ReplayPreview,
    },
    ({ actor, params: { runId }, query }) =>
      withTenant(actor, "run:read", async (db) => {
        const { preview } = await loadReplay(db, actor, runId, {
          ask: { acceptRepeats: false, ...query },
          nowMs: Date.now(),
        });
        return preview;
      }),
  ),
  governedRoute(
    {
      method: "post",
      path: "/runs/{runId}/replay",
      scope: "run:replay",
      summary: "Replay a finished run from a settled step, on the same or the current release",
      tag,
      params,
      body: NewReplay,
      response: StartedReplay,
      status: 202,
    },
    ({ actor, params: { runId }, body }) =>
      withTenant(actor, "run:replay", (db) => replayRun(db, actor, runId, { ask: body, nowMs: Date.now() })),
  ),
];
