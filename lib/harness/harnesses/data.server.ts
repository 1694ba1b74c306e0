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

/** Harnesses that the product keeps for itself are archived from the start, and no person sees or restores them. */
const ofPeople = { not: { startsWith: "~" } };

/** An archived harness by its slug. Throws `not-found` for one that is unknown, foreign or not archived. */
export async function requireArchivedHarness(db: TenantDb, { tenantId, projectId }: Actor, slug: string) {
  const found = await db.harness.findFirst({
    where: {
      ...{ tenantId, archivedAt: { not: null }, AND: [{ slug }, { slug: ofPeople }] },
      ...(projectId ? { projectId } : {}),
    },
    select: { id: true },
  });
  if (!found) throw new ProblemError("not-found");
  return found;
}

/** Who answers for a harness, as `user:<id>`: the chosen owner, or who made it. */
export const ownerOf = ({ ownerId, createdBy }: { ownerId: string | null; createdBy: string }): string =>
  ownerId === null ? createdBy : `user:${ownerId}`;

/** Every harness of the tenant, or every archived one, the newest edit first. */
export async function listHarnesses(
  db: TenantDb,
  { tenantId, projectId }: Actor,
  { archived }: { archived: boolean } = { archived: false },
): Promise<HarnessView[]> {
  const state = archived ? { archivedAt: { not: null }, slug: ofPeople } : { archivedAt: null };
  const rows = await db.harness.findMany({
    where: { tenantId, ...state, ...(projectId ? { projectId } : {}) },
    include: { drafts: { where: { name: "main" } } },
  });
  const routes = await db.environmentRoute.findMany({ where: { tenantId } });
  const releases = await db.release.findMany({
    where: { tenantId, state: "released" },
    select: { id: true, number: true, harnessId: true },
  });
  const members = await db.membership.findMany({ where: { tenantId }, select: { userId: true } });
  const people = new Set(members.map(({ userId }) => `user:${userId}`));
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
          owner: ownerOf(row),
          hasOwner: people.has(ownerOf(row)),
        },
      ];
    })
    .sort((one, other) => other.updatedAt.localeCompare(one.updatedAt));
}
