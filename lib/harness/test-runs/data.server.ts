import type { Actor } from "@/lib/governance/access/actor";
import { TestRunState } from "@/lib/harness/test-runs/schema";
import { recordedOutputs } from "@/lib/observability/traces/recorded-outputs.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { findRelease, findRunOutcomes } from "@/lib/release/data.server";
import type { Json } from "@/lib/release/json-schema";
import type { NodeOutput, Program } from "@/lib/release/program";

export type EarlierRun = { program: Program; input: Json; outputs: ReadonlyMap<string, NodeOutput> };

/** What an earlier test run of the harness executed and gave; null for an unknown run, or one of another environment. */
export async function findEarlierRun(
  db: TenantDb,
  tenantId: TenantId,
  harnessId: string,
  runId: string,
): Promise<EarlierRun | null> {
  const run = await db.run.findFirst({
    where: { tenantId, id: runId, harnessId, environment: "draft" },
    select: { releaseId: true, input: true },
  });
  const release = run ? await findRelease(db, tenantId, run.releaseId) : null;
  if (!run || !release) return null;
  const outputs = await recordedOutputs(db, tenantId, runId);
  return { program: release.program, input: JSON.parse(JSON.stringify(run.input)), outputs };
}

/** How test runs stand, in no order. Throws `not-found` when one is unknown, foreign, or of another environment. */
export async function requireTestRuns(db: TenantDb, actor: Actor, runIds: readonly string[]): Promise<TestRunState[]> {
  const wanted = [...new Set(runIds)];
  const runs = await findRunOutcomes(db, actor.tenantId, wanted);
  const own = runs.filter(
    ({ environment, projectId }) => environment === "draft" && (!actor.projectId || projectId === actor.projectId),
  );
  if (own.length !== wanted.length) throw new ProblemError("not-found");
  return own.map((run) => TestRunState.parse(run));
}
