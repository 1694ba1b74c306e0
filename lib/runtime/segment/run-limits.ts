import type { Limits } from "@/lib/release/program";
import type { RaisedLimits } from "@/lib/release/raised-limits";
import type { RunLimits } from "@/lib/release/run-request";

type Beside = {
  /** What was left of a parent's limits. */
  own: RunLimits | null;
  /** What a person granted this run. */
  raised: RaisedLimits | null;
};

/** What a run may use: by its release, more where a person granted it, and no more than its parent left it. */
export function runLimits(released: Limits, { own, raised }: Beside): Limits {
  const limits = { ...released, ...raised };
  if (!own) return limits;
  return {
    ...limits,
    maxTokens: Math.min(limits.maxTokens, own.maxTokens),
    maxCostUsd: Math.min(limits.maxCostUsd, own.maxCostUsd),
  };
}
