import { randomUUID } from "node:crypto";
import pg from "pg";
import { projectId, tenantId } from "@/lib/platform/ids/branded-id";

/** A tenant with one project, made past row level security by the superuser of the test cluster. */
export async function createTestTenant(slug: string) {
  const client = new pg.Client({ connectionString: process.env.SLIPWAY_TEST_SUPERUSER_URL });
  await client.connect();
  const tenant = tenantId(randomUUID());
  const project = projectId(randomUUID());
  await client.query("INSERT INTO tenant (tenant_id, slug, name) VALUES ($1, $2, $2)", [tenant, slug]);
  await client.query("INSERT INTO project (tenant_id, id, slug, name) VALUES ($1, $2, 'main', 'Main')", [
    tenant,
    project,
  ]);
  await client.end();
  return { tenantId: tenant, projectId: project, slug };
}
