import type { RunOutcome } from "@/lib/release/run-outcome";
import type { RunLimits } from "@/lib/release/run-request";

const MICROS = 1_000_000;
/** More than any harness allows: a trial is bounded by what it costs. */
const ANY_TOKENS = 50_000_000;

/** The limits of a run that may cost so many micro units. */
export const limitsOf = (maxCostMicros: number): RunLimits => ({
  maxTokens: ANY_TOKENS,
  maxCostUsd: maxCostMicros / MICROS,
});

/** What a run may cost below the limit of its release, in micro units; null: the limit of its release holds. */
export const costLimitOf = ({ limits }: Pick<RunOutcome, "limits">): number | null =>
  limits && Math.round(limits.maxCostUsd * MICROS);
