import type { DraftNode } from "@/lib/harness/graph/draft";
import type { NodeRun } from "@/lib/harness/test-runs/node-runs";
import type { Finding } from "@/lib/release/readiness-report";

const STATUS = {
  running: "running",
  parked: "waiting",
  ok: "succeeded",
  error: "failed",
  cancelled: "cancelled",
} as const;

/** How a card is called for people who hear it: label, kind, status, how many issues. */
export function cardName({ label, kind }: DraftNode, run: NodeRun | undefined, findings: readonly Finding[]): string {
  const issues = findings.filter((finding) => finding.severity !== "advice").length;
  return [
    label,
    kind,
    ...(run ? [STATUS[run.status]] : []),
    ...(run && run.attempts > 1 ? [`${run.attempts} attempts`] : []),
    ...(issues > 0 ? [`${issues} ${issues === 1 ? "issue" : "issues"}`] : []),
  ].join(", ");
}
