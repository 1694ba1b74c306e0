import type { Actor } from "@/lib/governance/access/actor";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { Program } from "@/lib/release/program";
import type { Environment } from "@/lib/release/run-request";

const MAX_LISTED = 200;

/** The releases that environments run, at most 200, by harness: what an actor may call from outside. */
export async function listRouted(db: TenantDb, actor: Actor, environments: Environment[]) {
  const { tenantId, projectId } = actor;
  const harnesses = await db.harness.findMany({
    where: { tenantId, ...(projectId && { projectId }) },
    orderBy: { slug: "asc" },
    take: MAX_LISTED,
    select: { id: true, slug: true, name: true },
  });
  const routes = await db.environmentRoute.findMany({
    where: { tenantId, environment: { in: environments }, harnessId: { in: harnesses.map(({ id }) => id) } },
  });
  const releases = await db.release.findMany({
    where: { tenantId, id: { in: routes.map(({ releaseId }) => releaseId) } },
    select: { id: true, number: true, program: true },
  });
  const found = new Map(
    releases.map(({ id, number, program }) => [id, { release: number, program: Program.parse(program) }]),
  );
  return harnesses.flatMap(({ id, slug, name }) =>
    environments.flatMap((environment) => {
      const route = routes.find((one) => one.harnessId === id && one.environment === environment);
      const routed = route && found.get(route.releaseId);
      return routed ? [{ slug, name, environment, ...routed, routedAt: route.updatedAt }] : [];
    }),
  );
}
