import { type Experiment, endExperiment } from "@/lib/harness/experiments/end-experiment.server";
import type { EarlyEnd } from "@/lib/harness/experiments/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import { requestCancel } from "@/lib/release/mutations.server";

type Stop = { endsAs: EarlyEnd; reason: string; now: Date };

/**
 * Starts nothing more of an experiment and cancels what runs. It ends when nothing runs any more, so that what its last
 * trials cost is counted. Call it with the row locked.
 */
export async function stopExperiment(
  db: TenantDb,
  tenantId: TenantId,
  experiment: Experiment,
  { endsAs, reason, now }: Stop,
): Promise<void> {
  const where = { tenantId, experimentId: experiment.id };
  await db.trial.updateMany({ where: { ...where, state: "waiting" }, data: { state: "cancelled" } });
  const running = await db.trial.findMany({ where: { ...where, state: "queued" }, select: { runId: true } });
  if (running.length === 0) return await endExperiment(db, tenantId, experiment, { state: endsAs, reason, now });
  await requestCancel(
    db,
    tenantId,
    running.flatMap((trial) => trial.runId ?? []),
    now,
  );
  await db.experiment.updateMany({ where: { tenantId, id: experiment.id }, data: { endsAs, reason } });
}
