import { formatNumber } from "@/components/ui/format-number";
import { Status } from "@/components/ui/status";
import type { ExperimentSummary } from "@/lib/harness/experiments/schema";

const WORD = { running: "running", done: "succeeded", stopped: "warning", cancelled: "cancelled" } as const;
const LABEL = { running: "Running", done: "Done", stopped: "Stopped", cancelled: "Cancelled" } as const;

/** The state of an experiment; while it runs, with counts. */
export function ExperimentProgress({
  experiment,
}: {
  experiment: Pick<ExperimentSummary, "state" | "trials" | "finished">;
}) {
  const { state, trials, finished } = experiment;
  const counts = state === "done" ? "" : `, ${formatNumber(finished)} of ${formatNumber(trials)}`;
  return <Status status={WORD[state]} label={`${LABEL[state]}${counts}`} />;
}
