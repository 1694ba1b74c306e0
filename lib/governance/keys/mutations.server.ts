import type { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import { SYSTEM_USER_ID } from "@/lib/governance/access/require-actor.server";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { newApiKey } from "@/lib/governance/keys/api-key-token.server";
import type { NewApiKey } from "@/lib/governance/keys/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";

const DAY_MS = 24 * 3_600_000;

/**
 * Makes a key for the tenant's first project and returns its token, which cannot be shown again. A person gives a key
 * no right beyond their own: `invalid` with a pointer to the scope. The admin command line and the seed call it with a system actor.
 */
export async function createApiKey(db: TenantDb, actor: Actor, key: z.infer<typeof NewApiKey>, now: Date) {
  const beyond = key.scopes.findIndex((scope) => !actor.scopes.has(scope));
  if (beyond >= 0)
    throw new ProblemError(
      "invalid",
      "The key would carry a right that you do not have. Leave it out, or ask an owner.",
      [{ pointer: `/scopes/${beyond}`, message: `You do not have the right "${key.scopes[beyond]}".` }],
    );
  const project = await db.project.findFirst({ where: { tenantId: actor.tenantId }, orderBy: { createdAt: "asc" } });
  if (!project) throw new ProblemError("not-found");
  const { token, id, secretHash } = newApiKey();
  const expiresAt = new Date(now.getTime() + key.expiresInDays * DAY_MS);
  await db.apiKey.create({
    data: {
      tenantId: actor.tenantId,
      id,
      name: key.name,
      projectId: project.id,
      secretHash,
      scopes: [...new Set(key.scopes)],
      createdBy: actor.kind === "user" ? actor.id : SYSTEM_USER_ID,
      createdAt: now,
      expiresAt,
    },
  });
  await appendAuditEvent(db, actor, {
    action: "apikey.create",
    target: `key:${id}`,
    detail: { scopes: key.scopes, expiresAt: expiresAt.toISOString() },
  });
  return { id, token, expiresAt: expiresAt.toISOString() };
}

/** Ends a key at once. A key that is revoked already is `not-found`. */
export async function revokeApiKey(db: TenantDb, actor: Actor, id: string, now: Date): Promise<void> {
  const { count } = await db.apiKey.updateMany({
    where: { tenantId: actor.tenantId, id, revokedAt: null },
    data: { revokedAt: now },
  });
  if (count === 0) throw new ProblemError("not-found");
  await appendAuditEvent(db, actor, { action: "apikey.revoke", target: `key:${id}` });
}
