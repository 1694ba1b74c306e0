import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/governance/access/actor";
import { API_KEY_SCOPES, Role, type Scope, scopesOf } from "@/lib/governance/access/scopes";
import { isApiKeySecret, parseApiKey } from "@/lib/governance/keys/api-key-token.server";
import { noteKeyUse } from "@/lib/governance/keys/note-key-use.server";
import { findSession } from "@/lib/platform/auth/find-session.server";
import { prisma } from "@/lib/platform/db/prisma.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { projectId, tenantId } from "@/lib/platform/ids/branded-id";

type MembershipRow = { tenant_id: string; slug: string; name: string; demo: boolean; role: string };
type KeyRow = {
  tenant_id: string;
  slug: string;
  id: string;
  project_id: string;
  secret_hash: string;
  scopes: string[];
  created_by: string;
  creator_role: string | null;
};

/** Where a request says who it is. */
export type Credentials = { cookie: (name: string) => string | undefined; authorization: string | null };

/**
 * Turns a request for the tenant `slug` into an actor. No session or key: `unauthenticated`. A tenant that does not
 * exist and a tenant of somebody else are the same `not-found`.
 */
export async function requireActor(slug: string, credentials: Credentials): Promise<Actor> {
  const bearer = /^Bearer (\S+)$/i.exec(credentials.authorization ?? "")?.[1];
  if (credentials.authorization) return await actorOfKey(slug, bearer ?? "");
  const session = await findSession(credentials.cookie);
  if (!session) throw new ProblemError("unauthenticated", "There is no valid session or API key in this request.");
  const membership = (await membershipsOf(session.userId)).find((row) => row.slug === slug);
  if (!membership) throw new ProblemError("not-found");
  const role = Role.parse(membership.role);
  return {
    kind: "user",
    id: session.userId,
    tenantId: tenantId(membership.tenant_id),
    tenantSlug: membership.slug,
    role,
    scopes: scopesOf(role),
    projectId: null,
    sessionId: session.sessionId,
    confirmedAt: session.confirmedAt,
    requestId: randomUUID(),
  };
}

/** The actor of an API key whose tenant is the key's own, for addresses that name no tenant. `unauthenticated` without one. */
export async function requireKeyActor(authorization: string | null): Promise<Actor> {
  return await actorOfKey(null, /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1] ?? "");
}

/** The tenants of a person, for the switcher. */
export function membershipsOf(userId: string): Promise<MembershipRow[]> {
  return prisma().$queryRaw<MembershipRow[]>`SELECT * FROM lookup_memberships(${userId}::uuid)`;
}

async function actorOfKey(slug: string | null, token: string): Promise<Actor> {
  const parsed = parseApiKey(token);
  const rows = parsed ? await prisma().$queryRaw<KeyRow[]>`SELECT * FROM lookup_api_key(${parsed.id})` : [];
  const row = rows[0];
  if (!(parsed && row && isApiKeySecret(parsed.secret, row.secret_hash)))
    throw new ProblemError("unauthenticated", "The API key is wrong, expired or revoked.");
  if (slug !== null && row.slug !== slug) throw new ProblemError("not-found");
  const tenant = tenantId(row.tenant_id);
  await noteKeyUse(tenant, row.id, new Date());
  return {
    kind: "apiKey",
    id: row.id,
    tenantId: tenant,
    tenantSlug: row.slug,
    role: null,
    scopes: keyScopes(row),
    projectId: projectId(row.project_id),
    sessionId: null,
    confirmedAt: null,
    requestId: randomUUID(),
  };
}

/** A key never exceeds what its creator may do today; a key made by the system keeps its own scopes. */
function keyScopes(row: KeyRow): ReadonlySet<Scope> {
  const role = Role.safeParse(row.creator_role);
  const bySystem = row.created_by === SYSTEM_USER_ID;
  const allowed = API_KEY_SCOPES.filter((scope) => row.scopes.includes(scope));
  return new Set(allowed.filter((scope) => bySystem || (role.success && scopesOf(role.data).has(scope))));
}

/** `created_by` of rows that the admin command line makes. */
export const SYSTEM_USER_ID = "00000000-0000-7000-8000-000000000000";
