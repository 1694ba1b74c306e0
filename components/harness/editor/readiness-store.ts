import { createStore } from "zustand/vanilla";
import { groupBy } from "@/lib/harness/canvas/group-by";
import type { Finding, ReadinessReport } from "@/lib/release/readiness-report";

/** The report about the draft as it was a moment ago, and its findings by node. `isPending`: a newer draft is being checked. */
export type ReadinessState = {
  report: ReadinessReport;
  byNode: ReadonlyMap<string, readonly Finding[]>;
  isPending: boolean;
};
export type ReadinessStore = ReturnType<typeof createReadinessStore>;

export const createReadinessStore = () =>
  createStore<ReadinessState>()(() => ({
    report: { findings: [], checked: [] },
    byNode: new Map(),
    isPending: true,
  }));

/** Takes a new report; findings of a node that say the same keep their identity, so that its card is not drawn again. */
export function showReport(store: ReadinessStore, report: ReadinessReport): void {
  const before = store.getState().byNode;
  const byNode = new Map<string, readonly Finding[]>();
  for (const [id, findings] of groupBy(report.findings, (finding) => finding.nodeId)) {
    if (id === undefined) continue;
    const known = before.get(id);
    byNode.set(id, known && JSON.stringify(known) === JSON.stringify(findings) ? known : findings);
  }
  store.setState({ report, byNode, isPending: false });
}
