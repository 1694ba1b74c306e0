import { type TenantDb, tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { findRelease } from "@/lib/release/data.server";
import { jsonValueIssues } from "@/lib/release/json-value-issues";
import { enqueueRun } from "@/lib/release/mutations.server";
import { resolveBindings } from "@/lib/release/resolve-bindings.server";
import type { StartedSubRun, StartSubRun, SubRun } from "@/lib/runtime/sub-runs/sub-run";

/**
 * Queues a sub-run behind the lock of its parent's row: a step starts one, whatever repeats it, and a run that is over or
 * asked to end starts none. Refused: `cancelled` (the parent), `internal` (the release is gone or revoked, or a variable is), `output_schema_invalid`
 * (the input does not fit it).
 */
export const startSubRun: StartSubRun = (subRun) =>
  tenantTransaction(subRun.parent.tenantId, async (db) => {
    const { tenantId, runId } = subRun.parent;
    const [parent] = await db.$queryRaw<{ may_start: boolean }[]>`
      SELECT status = 'running' AND cancel_requested_at IS NULL AS may_start FROM run
       WHERE tenant_id = ${tenantId}::uuid AND id = ${runId}::uuid FOR UPDATE`;
    const started = await db.run.findFirst({
      where: { tenantId, parentRunId: runId, parentStepKey: subRun.stepKey },
      select: { id: true },
    });
    if (started) return { kind: "started", runId: started.id };
    return parent?.may_start
      ? await queue(db, subRun)
      : { kind: "refused", class: "cancelled", message: "The run that would have started it is over." };
  });

async function queue(db: TenantDb, subRun: SubRun): Promise<StartedSubRun> {
  const { parent, stepKey, releaseId, input, taint, limits, signal, nowMs } = subRun;
  const { tenantId, environment, endUser, startedBy } = parent;
  const { cassettes } = parent.options;
  const release = await findRelease(db, tenantId, releaseId);
  if (release?.state !== "released")
    return { kind: "refused", class: "internal", message: "The release that this step runs is not there any more." };
  const [issue] = jsonValueIssues(release.program.inputs, input);
  if (issue)
    return {
      kind: "refused",
      class: "output_schema_invalid",
      message: `The input does not fit what the release takes, at "${issue.pointer}": ${issue.message}`,
    };
  const harness = await db.harness.findFirstOrThrow({
    where: { tenantId, id: release.harnessId },
    select: { projectId: true },
  });
  const { harnessId } = release;
  const obstacle = await obstacleOf(db, tenantId, { releaseId, harnessId, projectId: harness.projectId, environment });
  if (obstacle) return { kind: "refused", class: "internal", message: obstacle };
  const { runId } = await enqueueRun(
    db,
    tenantId,
    {
      releaseId,
      harnessId,
      projectId: harness.projectId,
      environment,
      trigger: "subflow",
      input,
      threadId: null,
      endUser,
      startedBy,
      idempotencyKey: null,
      ...(cassettes && { options: { cassettes } }),
      parent: { runId: parent.runId, stepKey, depth: parent.depth + 1, taint, limits },
    },
    nowMs,
  );
  // Rolls back.
  signal.throwIfAborted();
  return { kind: "started", runId };
}

type Asked = Parameters<typeof resolveBindings>[2];

/** Why the release does not start, in words: it was revoked, or the environment lacks a variable. Null: it does. */
async function obstacleOf(db: TenantDb, tenantId: TenantId, asked: Asked): Promise<string | null> {
  try {
    await resolveBindings(db, tenantId, asked);
    return null;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (error.code === "release-revoked") return "The release that this step runs was revoked.";
    if (error.code === "binding-missing") return error.message;
    throw error;
  }
}
