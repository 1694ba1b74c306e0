import { secretBinding } from "@/lib/governance/secrets/read-secret.server";
import { unseal } from "@/lib/platform/crypto/seal.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/** The value of a secret for one host inside a transaction of the app; null when there is none of this name for this host. */
export async function openSecret(db: TenantDb, tenantId: TenantId, name: string, host: string): Promise<string | null> {
  const secret = await db.secret.findFirst({ where: { tenantId, name, allowedHosts: { has: host } } });
  return secret ? unseal(Buffer.from(secret.sealed), secretBinding(tenantId, secret.id, secret.version)) : null;
}
