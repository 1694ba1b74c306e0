import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listAuditEvents } from "@/lib/governance/audit/data.server";
import { AuditFilter, AuditPage, AuditVerification } from "@/lib/governance/audit/schema";
import { verifyAudit } from "@/lib/governance/audit/verify-audit.server";

const tag = "Audit";
const scope = "audit:read";

export const auditRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/audit",
      scope,
      summary: "Who changed what, newest first",
      tag,
      query: AuditFilter.extend({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        cursor: z.string().max(20).optional(),
      }),
      response: AuditPage,
    },
    ({ actor, query: { limit, cursor, ...filter } }) =>
      withTenant(actor, scope, (db) => listAuditEvents(db, actor.tenantId, filter, { limit, cursor })),
  ),
  governedRoute(
    {
      method: "get",
      path: "/audit/verification",
      scope,
      summary: "Recompute the hash chain of the audit log",
      tag,
      response: AuditVerification,
    },
    ({ actor }) => withTenant(actor, scope, (db) => verifyAudit(db, actor.tenantId)),
  ),
];
