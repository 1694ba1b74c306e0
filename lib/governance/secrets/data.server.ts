import type { z } from "zod";
import type { SecretPage } from "@/lib/governance/secrets/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

type Page = { limit: number; cursor?: string | undefined };

/** Secrets of a tenant by name, without their values. The cursor is the last name of the page before. */
export async function listSecrets(
  db: TenantDb,
  tenantId: TenantId,
  { limit, cursor }: Page,
): Promise<z.infer<typeof SecretPage>> {
  const rows = await db.secret.findMany({
    where: { tenantId, ...(cursor ? { name: { gt: cursor } } : {}) },
    orderBy: { name: "asc" },
    take: limit + 1,
    omit: { sealed: true },
  });
  const page = rows.slice(0, limit);
  const connections = await db.providerConnection.findMany({
    where: { tenantId, secretId: { in: page.map((row) => row.id) } },
    select: { name: true, secretId: true },
  });
  return {
    items: page.map(({ id, name, allowedHosts, version, createdAt, updatedAt }) => ({
      id,
      name,
      allowedHosts,
      version,
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
      connection: connections.find((connection) => connection.secretId === id)?.name ?? null,
    })),
    nextCursor: rows.length > limit ? (page.at(-1)?.name ?? null) : null,
  };
}
