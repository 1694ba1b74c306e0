import { prisma } from "@/lib/platform/db/prisma.server";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { workerPool } from "@/lib/platform/db/worker-pool.server";
import { type TenantId, tenantId } from "@/lib/platform/ids/branded-id";

const PAGE = 500;

/** The id of a tenant by its slug, null when there is none. For set-up and admin commands: a request goes through `requireActor`. */
export async function findTenantId(slug: string): Promise<TenantId | null> {
  const [found] = await prisma().$queryRaw<{ id: string | null }[]>`SELECT lookup_tenant(${slug}) AS id`;
  return found?.id ? tenantId(found.id) : null;
}

/** Every tenant of the installation, by slug. For admin commands only: needs the worker's connection. */
export async function listTenants(): Promise<{ slug: string; name: string; tenantId: TenantId; demo: boolean }[]> {
  const tenants = [];
  let ids = await pageOfIds(null);
  while (ids.length > 0) {
    for (const id of ids) tenants.push(await tenantOf(id));
    ids = await pageOfIds(ids.at(-1) ?? null);
  }
  return tenants.sort((one, other) => one.slug.localeCompare(other.slug));
}

async function pageOfIds(after: TenantId | null): Promise<TenantId[]> {
  const sql = "SELECT tenant_id FROM lookup_tenants($1, $2)";
  const { rows } = await workerPool().query<{ tenant_id: string }>(sql, [after, PAGE]);
  return rows.map((row) => tenantId(row.tenant_id));
}

const tenantOf = (id: TenantId) =>
  tenantTransaction(id, (db) =>
    db.tenant.findUniqueOrThrow({
      where: { tenantId: id },
      select: { slug: true, name: true, tenantId: true, demo: true },
    }),
  ).then((row) => ({ ...row, tenantId: id }));
