import { CompiledCell } from "@/lib/harness/experiments/schema";
import { storedPlan, storedSummary } from "@/lib/harness/experiments/stored-experiment";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { Evidence } from "@/lib/release/evidence";

const LAST = 50;

/** What finished experiments with thresholds say about the programs that they ran, newest first. */
export async function findEvidence(db: TenantDb, tenantId: TenantId, harnessId: string): Promise<Evidence[]> {
  const rows = await db.experiment.findMany({
    where: { tenantId, harnessId, state: "done" },
    orderBy: { endedAt: "desc" },
    take: LAST,
  });
  return rows.flatMap((row) => {
    const summary = storedSummary(row.summary ?? [], storedPlan(row.plan).thresholds);
    return CompiledCell.array()
      .parse(row.cells)
      .flatMap(({ key, label, fingerprint, simulated }): Evidence[] => {
        const cell = summary.find((one) => one.cell === key);
        if (!cell?.verdict) return [];
        const { passRate, verdict } = cell;
        const items = Math.min(cell.items, ...cell.thresholds.map((one) => one.items));
        const thresholds = cell.thresholds.map(({ threshold, measured, verdict: one }) => ({
          ...{ threshold, measured },
          verdict: one,
        }));
        return [
          {
            ...{ experimentId: row.id, name: row.name, cell: label, fingerprint, simulated, items, passRate },
            endedAt: (row.endedAt ?? row.createdAt).toISOString(),
            planHash: row.planHash,
            ...{ verdict, thresholds },
          },
        ];
      });
  });
}
