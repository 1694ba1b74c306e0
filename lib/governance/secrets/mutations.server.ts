import type { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import type { NewSecret, ReplacedSecret } from "@/lib/governance/secrets/schema";
import { insertSecret, overwriteSecret } from "@/lib/governance/secrets/store-secret.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";

/** Stores a new secret. A name that is taken is `conflict`. */
export async function createSecret(db: TenantDb, actor: Actor, secret: z.infer<typeof NewSecret>) {
  const { name } = secret;
  if (await db.secret.findFirst({ where: { tenantId: actor.tenantId, name }, select: { id: true } }))
    throw new ProblemError("conflict", `There is a secret "${name}" already. Replace its value, or take another name.`);
  const id = await insertSecret(db, actor, name, secret);
  await appendAuditEvent(db, actor, {
    action: "secret.create",
    target: `secret:${id}`,
    detail: { name, hosts: secret.allowedHosts },
  });
  return { id };
}

/** Replaces value and hosts together. The next call of an agent uses the new value. */
export async function replaceSecret(db: TenantDb, actor: Actor, id: string, content: z.infer<typeof ReplacedSecret>) {
  const { name } = await requireOwnSecret(db, actor, id);
  const version = await overwriteSecret(db, actor, id, content);
  await appendAuditEvent(db, actor, {
    action: "secret.replace",
    target: `secret:${id}`,
    detail: { name, version, hosts: content.allowedHosts },
  });
}

/** Destroys a secret with its value. */
export async function deleteSecret(db: TenantDb, actor: Actor, id: string) {
  const { name } = await requireOwnSecret(db, actor, id);
  await db.secret.deleteMany({ where: { tenantId: actor.tenantId, id } });
  await appendAuditEvent(db, actor, { action: "secret.delete", target: `secret:${id}`, detail: { name } });
}

/** A secret that is nobody's key. Throws `not-found` for an unknown id, `conflict` for the key of a model connection. */
async function requireOwnSecret(db: TenantDb, { tenantId }: Actor, id: string) {
  const secret = await db.secret.findFirst({ where: { tenantId, id }, select: { name: true } });
  if (!secret) throw new ProblemError("not-found");
  const connection = await db.providerConnection.findFirst({ where: { tenantId, secretId: id } });
  if (connection)
    throw new ProblemError(
      "conflict",
      `This is the key of the model connection "${connection.name}". Change it on the page of the models.`,
    );
  return secret;
}
