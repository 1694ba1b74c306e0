import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { requireTestRuns } from "@/lib/harness/test-runs/data.server";
import { followTestRuns } from "@/lib/harness/test-runs/follow-test-runs.server";
import { cancelTestRuns } from "@/lib/harness/test-runs/mutations.server";
import { CancelRuns, FollowedRuns, RunIds } from "@/lib/harness/test-runs/schema";
import { ProblemError } from "@/lib/platform/errors/problem";

const tag = "Runs";

export const testRunRoutes: GovernedRoute[] = [
  governedRoute(
    {
      ...{ method: "get", path: "/test-runs/events", scope: "payload:readDraft", tag, query: FollowedRuns },
      summary: "Server-sent events of test runs: `run` (how it stands), `delta` (text while a model writes it), `end`",
      stream: true,
    },
    async ({ actor, query, request, mayStill }) => {
      const runIds = RunIds.safeParse(query.runs.split(",")).data;
      if (!runIds)
        throw new ProblemError("invalid", "These are no ids of runs.", [{ pointer: "/runs", message: "Not ids." }]);
      await withTenant(actor, "payload:readDraft", (db) => requireTestRuns(db, actor, runIds));
      return followTestRuns({ actor, runIds, signal: request.signal, mayRead: mayStill });
    },
  ),
  governedRoute(
    {
      ...{ method: "post", path: "/test-runs/cancel", scope: "draft:run", tag, body: CancelRuns, status: 202 },
      summary: "Cancel test runs",
      response: z.object({ cancelled: z.int() }),
    },
    ({ actor, body }) => withTenant(actor, "draft:run", (db) => cancelTestRuns(db, actor, body.runs, new Date())),
  ),
];
