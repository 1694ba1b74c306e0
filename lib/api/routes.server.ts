import type { GovernedRoute } from "@/lib/governance/access/governed-route.server";
import { memberRoutes } from "@/lib/governance/members/routes.server";
import { runRoutes } from "@/lib/runtime/runs/routes.server";
import { workerRoutes } from "@/lib/runtime/workers/routes.server";

/** Every operation of the API, area by area. */
export const routes: readonly GovernedRoute[] = [...memberRoutes, ...runRoutes, ...workerRoutes];
