import { type ExperimentRow, experimentOf } from "@/lib/harness/experiments/end-experiment.server";
import { ifReadable } from "@/lib/harness/experiments/if-readable";
import { storedSummary } from "@/lib/harness/experiments/stored-experiment";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { Evidence } from "@/lib/release/evidence";

const LAST = 50;

/** A plan with thresholds, or with the gate of before (decision 0132). */
const HAS_THRESHOLDS = [
  { plan: { path: ["thresholds", "0", "metric"], string_starts_with: "" } },
  { plan: { path: ["gate", "min"], gte: 0 } },
  { plan: { path: ["gate", "maxDrop"], gte: 0 } },
];

/** What the last finished experiments with thresholds say about the programs that they ran, newest first. */
export async function findEvidence(db: TenantDb, tenantId: TenantId, harnessId: string): Promise<Evidence[]> {
  const rows = await db.experiment.findMany({
    where: { tenantId, harnessId, state: "done", OR: HAS_THRESHOLDS },
    orderBy: { endedAt: "desc" },
    take: LAST,
  });
  return rows.flatMap((row) => ifReadable(() => evidenceOf(row)) ?? []);
}

function evidenceOf(row: ExperimentRow): Evidence[] {
  const { cells, plan } = experimentOf(row);
  const summary = storedSummary(row.summary ?? [], plan.thresholds);
  return cells.flatMap(({ key, label, fingerprint, simulated }): Evidence[] => {
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
}
