import type { Actor } from "@/lib/governance/access/actor";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { SubRuns } from "@/lib/runtime/sub-runs/schema";

const MAX_ITEMS = 500;

/** The run above and the runs below. Those of projects that the actor may not see are left out. Throws `not-found`. */
export async function listSubRuns(db: TenantDb, actor: Actor, runId: string): Promise<SubRuns> {
  const { tenantId } = actor;
  const inSight = actor.projectId ? { projectId: actor.projectId } : {};
  const run = await db.run.findFirst({
    where: { tenantId, id: runId, ...inSight },
    select: { parentRunId: true, parentStepKey: true },
  });
  if (!run) throw new ProblemError("not-found");
  const select = { id: true, parentStepKey: true, harnessId: true, releaseId: true, status: true } as const;
  const above = run.parentRunId
    ? await db.run.findFirst({ where: { tenantId, id: run.parentRunId, ...inSight }, select })
    : null;
  const below = await db.run.findMany({
    where: { tenantId, parentRunId: runId, ...inSight },
    select,
    orderBy: [{ queuedAt: "asc" }, { id: "asc" }],
    take: MAX_ITEMS,
  });
  const runs = above ? [above, ...below] : below;
  const harnesses = await db.harness.findMany({
    where: { tenantId, id: { in: runs.map((one) => one.harnessId) } },
    select: { id: true, slug: true },
  });
  const releases = await db.release.findMany({
    where: { tenantId, id: { in: below.map((one) => one.releaseId) } },
    select: { id: true, number: true },
  });
  const slugs = new Map(harnesses.map(({ id, slug }) => [id, slug]));
  const numbers = new Map(releases.map(({ id, number }) => [id, number]));
  return SubRuns.parse({
    parent: above && { run: above.id, step: run.parentStepKey, harness: slugs.get(above.harnessId) },
    items: below.map((one) => ({
      run: one.id,
      step: one.parentStepKey,
      harness: slugs.get(one.harnessId),
      release: numbers.get(one.releaseId) ?? null,
      status: one.status,
    })),
  });
}
