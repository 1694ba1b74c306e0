import { unseal } from "@/lib/platform/crypto/seal.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { workerStatement } from "@/lib/platform/db/worker-pool.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

/** What a sealed secret is bound to: it cannot be moved to another tenant, secret or version. */
export const secretBinding = (tenantId: string, id: string, version: number): string =>
  JSON.stringify([1, tenantId, id, version]);

/** The value of a secret that something from outside has to know, such as the sender of a webhook; null when there is none. */
export async function findSecretByName(db: TenantDb, tenantId: TenantId, name: string): Promise<string | null> {
  const row = await db.secret.findFirst({ where: { tenantId, name } });
  return row ? unseal(Buffer.from(row.sealed), secretBinding(tenantId, row.id, row.version)) : null;
}

/** The value of a secret for one host, on the worker's role; null when there is none of this name for this host. */
export async function readSecret(tenantId: TenantId, name: string, host: string): Promise<string | null> {
  const { rows } = await workerStatement(tenantId, {
    name: "read_secret",
    text: "SELECT id, version, sealed FROM secret WHERE tenant_id = $1 AND name = $2 AND $3 = ANY (allowed_hosts)",
    values: [tenantId, name, host],
  });
  const row = rows[0];
  return row ? unseal(row.sealed, secretBinding(tenantId, row.id, row.version)) : null;
}
