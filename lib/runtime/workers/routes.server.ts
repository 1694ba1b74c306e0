import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listWorkers } from "@/lib/runtime/workers/data.server";
import { WorkerList } from "@/lib/runtime/workers/schema";

export const workerRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/workers",
      scope: "worker:read",
      summary: "Workers, and what waits for them",
      tag: "Workers",
      response: WorkerList,
    },
    ({ actor }) => withTenant(actor, "worker:read", (db) => listWorkers(db, actor.tenantId, Date.now())),
  ),
];
