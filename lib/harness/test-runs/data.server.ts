import { recordedOutputs } from "@/lib/observability/traces/recorded-outputs.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { findRelease } from "@/lib/release/data.server";
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
