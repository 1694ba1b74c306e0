import type { GovernedRoute } from "@/lib/governance/access/governed-route.server";

/** Every operation of the API, area by area. */
export const routes: readonly GovernedRoute[] = [];
