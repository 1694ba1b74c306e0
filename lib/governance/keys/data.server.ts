import type { ApiKeyRow } from "@/lib/governance/keys/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";

type Page = { limit: number; cursor?: string };

/** The API keys of a tenant, newest first. The cursor is `<created>,<id>` of the last row of the page before. */
export async function listApiKeys(db: TenantDb, tenantId: TenantId, { limit, cursor }: Page, now: Date) {
  const [at, id] = cursor?.split(",") ?? [];
  const createdAt = new Date(at ?? "");
  const after =
    id && !Number.isNaN(createdAt.getTime())
      ? { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] }
      : {};
  const rows = await db.apiKey.findMany({
    where: { tenantId, ...after },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    omit: { secretHash: true },
  });
  const page = rows.slice(0, limit);
  const [projects, people] = await Promise.all([
    db.project.findMany({
      where: { tenantId, id: { in: page.map((row) => row.projectId) } },
      select: { id: true, name: true },
    }),
    db.membership.findMany({
      where: { tenantId, userId: { in: page.map((row) => row.createdBy) } },
      select: { userId: true, name: true },
    }),
  ]);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(
      (row): ApiKeyRow => ({
        id: row.id,
        name: row.name,
        project: projects.find((project) => project.id === row.projectId)?.name ?? "",
        scopes: row.scopes,
        createdBy: people.find((person) => person.userId === row.createdBy)?.name ?? "Former member",
        createdAt: row.createdAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
        status: row.revokedAt ? "revoked" : row.expiresAt <= now ? "expired" : "active",
      }),
    ),
    nextCursor: last ? `${last.createdAt.toISOString()},${last.id}` : null,
  };
}
