import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { TestRun } from "@/lib/harness/drafts/schema";
import { getNewestTestRun } from "@/lib/harness/test-runs/data.server";
import { planTestRun } from "@/lib/harness/test-runs/plan-test-run.server";
import { NewestTestRun, TestPlan } from "@/lib/harness/test-runs/schema";

const tag = "Harnesses";
const params = z.object({ harness: z.string().min(1).max(80) });

export const harnessTestRunRoutes: GovernedRoute[] = [
  governedRoute(
    {
      ...{ method: "get", path: "/harnesses/{harness}/test-runs/newest", scope: "harness:read", tag, params },
      summary: "The newest test run of the draft, and whether the draft has changed since",
      response: NewestTestRun,
    },
    ({ actor, params: { harness } }) => withTenant(actor, "harness:read", (db) => getNewestTestRun(db, actor, harness)),
  ),
  governedRoute(
    {
      ...{ method: "post", path: "/harnesses/{harness}/test-runs/plan", scope: "draft:run", tag, params },
      summary:
        "What a test run would use of earlier ones, which steps before its part run as well, and which may change something outside; runs nothing",
      body: TestRun,
      response: TestPlan,
      maxBodyBytes: 1_000_000,
    },
    ({ actor, params: { harness }, body }) =>
      withTenant(actor, "draft:run", (db) => planTestRun(db, actor, harness, body)),
  ),
];
