import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { compileDraft } from "@/lib/harness/compile/compile-draft";
import type { Library } from "@/lib/harness/compile/library";
import { assessReadiness } from "@/lib/harness/readiness/assess-readiness";
import { manifestOf } from "@/lib/harness/releases/manifest-of.server";
import { type WorkbenchStep, workbenchDraft } from "@/lib/harness/workbench/workbench-draft";
import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { newId } from "@/lib/platform/ids/new-id.server";
import type { Json } from "@/lib/release/json-schema";
import { enqueueRun, storeRelease } from "@/lib/release/mutations.server";

/** People's slugs have letters, digits and dashes only, so nobody can take this one. */
const SLUG = "~workbench";

/**
 * Runs one step by itself, once for each input: compiled, stored as a candidate release, executed by a worker in the
 * environment `draft`, like every test. Error: `not-releasable` when the step is not complete.
 */
export async function startWorkbenchRuns(
  db: TenantDb,
  actor: Actor,
  { step, library, inputs, nowMs }: { step: WorkbenchStep; library: Library; inputs: readonly Json[]; nowMs: number },
): Promise<{ releaseId: string; runIds: string[] }> {
  const draft = workbenchDraft(step);
  const compiled = compileDraft(draft, library);
  if (!compiled.ok)
    throw new ProblemError(
      "not-releasable",
      compiled.findings[0]?.explanation,
      compiled.findings.map(({ field, explanation }) => ({ pointer: `/${field ?? ""}`, message: explanation })),
    );
  const harness = await findWorkbench(db, actor);
  const release = await storeRelease(db, actor.tenantId, "candidate", {
    harnessId: harness.id,
    program: compiled.program,
    manifest: manifestOf(draft, 1, compiled, [actorRef(actor)]),
    readiness: assessReadiness({ draft, library, verdicts: null, isDemo: true }),
    createdBy: actorRef(actor),
  });
  const runIds: string[] = [];
  for (const input of inputs) {
    const { runId } = await enqueueRun(
      db,
      actor.tenantId,
      {
        releaseId: release.id,
        harnessId: harness.id,
        projectId: harness.projectId,
        environment: "draft",
        trigger: "test",
        input,
        threadId: null,
        endUser: null,
        startedBy: actorRef(actor),
        idempotencyKey: null,
      },
      nowMs,
    );
    runIds.push(runId);
  }
  return { releaseId: release.id, runIds };
}

/** The harness that stands for single steps. It is archived from the start: nobody draws or promotes it. */
async function findWorkbench(db: TenantDb, actor: Actor): Promise<{ id: string; projectId: string }> {
  const { tenantId } = actor;
  await lockTransaction(db, `workbench:${tenantId}`);
  const found = await db.harness.findFirst({ where: { tenantId, slug: SLUG }, select: { id: true, projectId: true } });
  if (found) return found;
  const project = actor.projectId
    ? { id: actor.projectId }
    : await db.project.findFirstOrThrow({ where: { tenantId }, orderBy: { createdAt: "asc" }, select: { id: true } });
  const made = { id: newId(), projectId: project.id };
  await db.harness.create({
    data: { tenantId, ...made, slug: SLUG, name: "Workbench", createdBy: actorRef(actor), archivedAt: new Date() },
  });
  return made;
}
