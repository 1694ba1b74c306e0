import type { Actor } from "@/lib/governance/access/actor";
import { SCOPES } from "@/lib/governance/access/scopes";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/** The product itself (worker, seed, admin command line) acting for one tenant, with every right. */
export function systemActor(name: string, tenantId: TenantId, tenantSlug: string): Actor {
  return {
    kind: "system",
    id: name,
    tenantId,
    tenantSlug,
    role: null,
    scopes: new Set(SCOPES),
    projectId: null,
    sessionId: null,
    confirmedAt: null,
    requestId: `system:${name}`,
  };
}
