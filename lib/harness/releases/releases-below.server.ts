import { z } from "zod";
import { RoutedRelease } from "@/lib/harness/releases/schema";
import type { ReleaseEnvironment } from "@/lib/harness/variables/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { Prisma } from "@/prisma/generated/client";

/** `reached (root, id)`: the releases that `roots` selects, each with every release that its steps run, at any depth. */
const reachedFrom = (tenantId: TenantId, roots: Prisma.Sql) => Prisma.sql`
    WITH RECURSIVE reached (root, id) AS (
      SELECT release_id, release_id FROM (${roots}) AS roots (release_id)
      UNION
      SELECT above.root, (sub->>'releaseId')::uuid
        FROM reached above
        JOIN release r ON r.tenant_id = ${tenantId}::uuid AND r.id = above.id
       CROSS JOIN LATERAL jsonb_array_elements(coalesce(r.manifest->'subflows', '[]')) AS sub)`;

/**
 * What environments run, archived harnesses too, when the release or one that it runs fulfils a condition: SQL about
 * `used`, a row of `release`.
 */
export async function findRoutedReleases(
  db: TenantDb,
  tenantId: TenantId,
  condition: Prisma.Sql,
): Promise<RoutedRelease[]> {
  const rows = await db.$queryRaw<unknown[]>`
    ${reachedFrom(tenantId, Prisma.sql`SELECT release_id FROM environment_route WHERE tenant_id = ${tenantId}::uuid`)}
    SELECT DISTINCT jsonb_build_object('slug', h.slug, 'name', h.name, 'isArchived', h.archived_at IS NOT NULL) AS harness,
           h.name, r.id AS "releaseId", r.number, e.environment
      FROM reached
      JOIN release used ON used.tenant_id = ${tenantId}::uuid AND used.id = reached.id
      JOIN release r ON r.tenant_id = ${tenantId}::uuid AND r.id = reached.root
      JOIN harness h ON h.tenant_id = ${tenantId}::uuid AND h.id = r.harness_id
      JOIN environment_route e ON e.tenant_id = ${tenantId}::uuid AND e.release_id = reached.root
     WHERE ${condition}
     ORDER BY h.name, e.environment`;
  return z.array(RoutedRelease).parse(rows);
}

const Below = z.object({ slug: z.string(), name: z.string(), number: z.int() });
const Revoked = Below.extend({ reason: z.string() });
const Lacking = Below.extend({ variable: z.string() });

/** Releases that a release runs in its steps, at any depth, and that were revoked. */
export async function findRevokedBelow(db: TenantDb, tenantId: TenantId, releaseId: string) {
  const rows = await db.$queryRaw<unknown[]>`
    ${reachedFrom(tenantId, Prisma.sql`SELECT ${releaseId}::uuid`)}
    SELECT h.slug, h.name, r.number, v.reason
      FROM reached
      JOIN release_revocation v ON v.tenant_id = ${tenantId}::uuid AND v.release_id = reached.id
      JOIN release r ON r.tenant_id = ${tenantId}::uuid AND r.id = reached.id
      JOIN harness h ON h.tenant_id = ${tenantId}::uuid AND h.id = r.harness_id
     WHERE reached.id <> reached.root
     ORDER BY h.name, r.number`;
  return z.array(Revoked).parse(rows);
}

/** Variables that an environment lacks for the releases that a release runs in its steps, at any depth. */
export async function findLackingBelow(
  db: TenantDb,
  tenantId: TenantId,
  { releaseId, environment }: { releaseId: string; environment: ReleaseEnvironment },
) {
  const rows = await db.$queryRaw<unknown[]>`
    ${reachedFrom(tenantId, Prisma.sql`SELECT ${releaseId}::uuid`)}
    SELECT h.slug, h.name, r.number, v.name AS variable
      FROM reached
      JOIN release r ON r.tenant_id = ${tenantId}::uuid AND r.id = reached.id
      JOIN harness h ON h.tenant_id = ${tenantId}::uuid AND h.id = r.harness_id
     CROSS JOIN LATERAL unnest(r.variables) AS v (name)
      LEFT JOIN environment_binding b ON b.tenant_id = h.tenant_id AND b.project_id = h.project_id
       AND b.env = ${environment} AND b.kind = 'var' AND b.name = v.name
     WHERE reached.id <> reached.root AND b.name IS NULL
     ORDER BY h.name, r.number, v.name`;
  return z.array(Lacking).parse(rows);
}
