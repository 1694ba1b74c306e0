import type { Role, Scope } from "@/lib/governance/access/scopes";
import type { ProjectId, TenantId } from "@/lib/platform/ids/branded-id";

/** Who acts, for which tenant, with which rights. Made only by `requireActor` and by `systemActor`. */
export type Actor = {
  kind: "user" | "apiKey" | "system";
  /** User id, key id, or the name of the system part. */
  id: string;
  tenantId: TenantId;
  tenantSlug: string;
  role: Role | null;
  scopes: ReadonlySet<Scope>;
  /** The one project of an API key; null = all. */
  projectId: ProjectId | null;
  sessionId: string | null;
  /** When the person last proved who they are; null: never in this session, or no person. */
  confirmedAt: Date | null;
  requestId: string;
};

/** `user:<id>`, `key:<id>` or `system:<name>`: how rows and audit events name an actor. */
export function actorRef(actor: Pick<Actor, "kind" | "id">): string {
  const prefix = { user: "user", apiKey: "key", system: "system" } as const;
  return `${prefix[actor.kind]}:${actor.id}`;
}
