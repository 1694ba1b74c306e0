import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createSubflow } from "@/lib/harness/subflows/mutations.server";
import { CreatedSubflow, NewSubflow } from "@/lib/harness/subflows/schema";

export const subflowRoutes: GovernedRoute[] = [
  governedRoute(
    {
      ...{ method: "post", path: "/harnesses/{harness}/subflows", scope: "release:create", tag: "Harnesses" },
      summary: "Make steps of the stored draft a released harness of their own",
      params: z.object({ harness: z.string().min(1).max(80) }),
      body: NewSubflow,
      response: CreatedSubflow,
      status: 201,
    },
    ({ actor, params: { harness }, body }) =>
      withTenant(actor, "release:create", (db) => createSubflow(db, actor, harness, body)),
  ),
];
