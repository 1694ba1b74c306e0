import type { Actor } from "@/lib/governance/access/actor";
import { Draft } from "@/lib/harness/graph/draft";
import type { HarnessView } from "@/lib/harness/harnesses/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";

/** A harness by its slug. Throws `not-found` for an unknown or foreign one. */
export async function requireHarness(db: TenantDb, actor: Actor, slug: string) {
  const found = await db.harness.findFirst({ where: { tenantId: actor.tenantId, slug, archivedAt: null } });
  if (!found || (actor.projectId && found.projectId !== actor.projectId)) throw new ProblemError("not-found");
  return found;
}

/** Every harness of the tenant, the newest edit first. */
export async function listHarnesses(db: TenantDb, actor: Actor): Promise<HarnessView[]> {
  const { tenantId, projectId } = actor;
  const rows = await db.harness.findMany({
    where: { tenantId, archivedAt: null, ...(projectId ? { projectId } : {}) },
    include: { drafts: { where: { name: "main" } } },
  });
  const routes = await db.environmentRoute.findMany({ where: { tenantId } });
  const releases = await db.release.findMany({
    where: { tenantId, state: "released" },
    select: { id: true, number: true, harnessId: true },
  });
  const numberOf = new Map(releases.map((release) => [release.id, release.number]));
  const routed = (harnessId: string, environment: string) => {
    const route = routes.find((one) => one.harnessId === harnessId && one.environment === environment);
    return route ? { releaseId: route.releaseId, number: numberOf.get(route.releaseId) ?? null } : null;
  };
  return rows
    .flatMap((row) => {
      const draft = row.drafts[0];
      if (!draft) return [];
      return [
        {
          slug: row.slug,
          name: row.name,
          rev: draft.rev,
          updatedAt: draft.updatedAt.toISOString(),
          steps: Draft.parse(draft.doc).nodes.filter((node) => node.kind !== "note").length,
          releases: releases.filter((release) => release.harnessId === row.id).length,
          staging: routed(row.id, "staging"),
          production: routed(row.id, "production"),
        },
      ];
    })
    .sort((one, other) => other.updatedAt.localeCompare(one.updatedAt));
}
