import { z } from "zod";
import { judgeMeasured } from "@/lib/harness/analysis/judge";
import { CellView, Plan } from "@/lib/harness/experiments/schema";
import type { Threshold } from "@/lib/release/threshold";

/** What experiments had before they had thresholds (decision 0132): one gate on the pass rate. */
const Gate = z.strictObject({ min: z.number().optional(), maxDrop: z.number().optional() });
const GatedPlan = z.looseObject({ gate: Gate.nullable() });
const GateResult = z.object({
  verdict: z.enum(["pass", "fail", "inconclusive"]),
  reason: z.string(),
  repeatsNeeded: z.int().nullable(),
  itemsNeeded: z.int().nullable(),
});
const GatedCell = CellView.omit({ thresholds: true, verdict: true }).extend({ gate: GateResult.nullable() });

const thresholdsOf = (gate: z.infer<typeof Gate> | null): Threshold[] => [
  ...(gate?.min === undefined ? [] : [{ metric: "pass-rate" as const, min: gate.min }]),
  ...(gate?.maxDrop === undefined ? [] : [{ metric: "pass-rate" as const, maxDrop: gate.maxDrop }]),
];

/** The plan of a stored experiment, whenever it was stored. */
export function storedPlan(stored: unknown): Plan {
  const gated = GatedPlan.safeParse(stored);
  if (!gated.success) return Plan.parse(stored);
  const { gate, ...plan } = gated.data;
  return Plan.parse({ ...plan, thresholds: thresholdsOf(gate) });
}

/** The analysis of a stored experiment, whenever it was stored. A verdict that was given stays what it was. */
export function storedSummary(stored: unknown, thresholds: readonly Threshold[]): CellView[] {
  return z
    .array(z.union([GatedCell, CellView]))
    .parse(stored)
    .map((row) => ("gate" in row ? ofGate(row, thresholds) : row));
}

/** The intervals are stored, and a threshold is judged by its interval alone. */
function ofGate({ gate, ...row }: z.infer<typeof GatedCell>, thresholds: readonly Threshold[]): CellView {
  if (!gate) return { ...row, thresholds: [], verdict: null };
  const { verdict, repeatsNeeded, itemsNeeded } = gate;
  const judged = thresholds.flatMap((threshold) => {
    const isDrop = "maxDrop" in threshold;
    const interval = isDrop ? row.against?.difference : row.passRate;
    if (!interval) return [];
    const items = isDrop ? (row.against?.items ?? 0) : row.items;
    const result = judgeMeasured(threshold, { interval: items === 0 ? null : interval, items, within: null }, 1);
    return [result.verdict === "inconclusive" ? { ...result, repeatsNeeded, itemsNeeded } : result];
  });
  return { ...row, thresholds: judged, verdict };
}
