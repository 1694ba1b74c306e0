import { CompiledCell, Plan, Summary } from "@/lib/harness/experiments/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import type { TenantId } from "@/lib/platform/ids/branded-id";
import type { Evidence } from "@/lib/release/evidence";

const LAST = 50;

/** What finished experiments with a gate say about the programs that they ran, newest first. */
export async function findEvidence(db: TenantDb, tenantId: TenantId, harnessId: string): Promise<Evidence[]> {
  const rows = await db.experiment.findMany({
    where: { tenantId, harnessId, state: "done" },
    orderBy: { endedAt: "desc" },
    take: LAST,
  });
  return rows
    .filter((row) => Plan.parse(row.plan).gate !== null)
    .flatMap((row) => {
      const summary = Summary.parse(row.summary ?? []);
      return CompiledCell.array()
        .parse(row.cells)
        .flatMap(({ key, label, fingerprint, simulated }): Evidence[] => {
          const cell = summary.find((one) => one.cell === key);
          if (!cell?.gate) return [];
          const { items, passRate, gate } = cell;
          return [
            {
              ...{ experimentId: row.id, name: row.name, cell: label, fingerprint, simulated, items, passRate },
              endedAt: (row.endedAt ?? row.createdAt).toISOString(),
              planHash: row.planHash,
              verdict: gate.verdict,
            },
          ];
        });
    });
}
