import { workerPool } from "@/lib/platform/db/worker-pool.server";
import { type TenantId, tenantId } from "@/lib/platform/ids/branded-id";

const PAGE = 500;

/** Ids of all tenants in their order, read page by page with the worker's role. */
export async function* everyTenant(): AsyncGenerator<TenantId> {
  for (let after: TenantId | null = null; ; ) {
    const page: TenantId[] = await pageOfIds(after);
    yield* page;
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return;
  }
}

async function pageOfIds(after: TenantId | null): Promise<TenantId[]> {
  const sql = "SELECT tenant_id FROM lookup_tenants($1, $2)";
  const { rows } = await workerPool().query<{ tenant_id: string }>(sql, [after, PAGE]);
  return rows.map((row) => tenantId(row.tenant_id));
}
