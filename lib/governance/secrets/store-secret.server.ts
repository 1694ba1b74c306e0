import type { Actor } from "@/lib/governance/access/actor";
import { SYSTEM_USER_ID } from "@/lib/governance/access/require-actor.server";
import { secretBinding } from "@/lib/governance/secrets/read-secret.server";
import { seal } from "@/lib/platform/crypto/seal.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { newId } from "@/lib/platform/ids/new-id.server";

type Content = { value: string; allowedHosts: readonly string[] };

/** Stores a value sealed, as version 1 of a new secret, and returns its id. The caller writes the audit event. */
export async function insertSecret(db: TenantDb, actor: Actor, name: string, content: Content): Promise<string> {
  const id = newId();
  await db.secret.create({
    data: {
      tenantId: actor.tenantId,
      id,
      name,
      version: 1,
      createdBy: actor.kind === "user" ? actor.id : SYSTEM_USER_ID,
      sealed: new Uint8Array(seal(content.value, secretBinding(actor.tenantId, id, 1))),
      allowedHosts: [...new Set(content.allowedHosts)],
    },
    select: { id: true },
  });
  return id;
}

/** Puts another value in the place of a secret's; the old one is gone. Returns the new version. */
export async function overwriteSecret(db: TenantDb, actor: Actor, id: string, content: Content): Promise<number> {
  const { tenantId } = actor;
  const key = { tenantId_id: { tenantId, id } };
  // The update takes the row's lock first: two writers get two versions.
  const { version } = await db.secret.update({
    where: key,
    data: { version: { increment: 1 }, updatedAt: new Date() },
    select: { version: true },
  });
  await db.secret.update({
    where: key,
    data: {
      sealed: new Uint8Array(seal(content.value, secretBinding(tenantId, id, version))),
      allowedHosts: [...new Set(content.allowedHosts)],
    },
    select: { id: true },
  });
  return version;
}
