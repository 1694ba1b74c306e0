import { everyTenant } from "@/lib/platform/db/every-tenant.server";
import { prisma } from "@/lib/platform/db/prisma.server";
import { tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { type TenantId, tenantId } from "@/lib/platform/ids/branded-id";

/** The id of a tenant by its slug, null when there is none. For set-up and admin commands: a request goes through `requireActor`. */
export async function findTenantId(slug: string): Promise<TenantId | null> {
  const [found] = await prisma().$queryRaw<{ id: string | null }[]>`SELECT lookup_tenant(${slug}) AS id`;
  return found?.id ? tenantId(found.id) : null;
}

/** Every tenant of the installation, by slug. For admin commands only: needs the worker's connection. */
export async function listTenants(): Promise<{ slug: string; name: string; tenantId: TenantId; demo: boolean }[]> {
  const tenants = [];
  for await (const id of everyTenant()) tenants.push(await tenantOf(id));
  return tenants.sort((one, other) => one.slug.localeCompare(other.slug));
}

const tenantOf = (id: TenantId) =>
  tenantTransaction(id, (db) =>
    db.tenant.findUniqueOrThrow({
      where: { tenantId: id },
      select: { slug: true, name: true, tenantId: true, demo: true },
    }),
  ).then((row) => ({ ...row, tenantId: id }));
