import type { TestRunState } from "@/lib/harness/test-runs/schema";
import { isTerminal } from "@/lib/release/run-status";

export type ColumnFigures = {
  of: number;
  done: number;
  failed: number;
  /** Of the answers that succeeded; null before there is one. */
  medianMs: number | null;
  tokens: number;
  costMicros: number;
  simulated: boolean;
};

/** What a column of the playground took so far. `null`: a run that nothing is known of yet. */
export function columnFigures(runs: readonly (TestRunState | null)[]): ColumnFigures {
  const known = runs.flatMap((run) => run ?? []);
  const times = known
    .filter((run) => run.status === "succeeded")
    .flatMap(({ startedAt, endedAt }) => (startedAt !== null && endedAt !== null ? [endedAt - startedAt] : []))
    .sort((one, other) => one - other);
  return {
    of: runs.length,
    done: known.filter((run) => isTerminal(run.status)).length,
    failed: known.filter((run) => run.status === "failed").length,
    medianMs: times[Math.floor((times.length - 1) / 2)] ?? null,
    tokens: known.reduce((sum, run) => sum + run.inputTokens + run.outputTokens, 0),
    costMicros: known.reduce((sum, run) => sum + run.costMicros, 0),
    simulated: known.some((run) => run.simulated),
  };
}
