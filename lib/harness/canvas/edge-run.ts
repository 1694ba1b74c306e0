import type { NodeRun } from "@/lib/harness/test-runs/node-runs";

/** What a test run made of a line: nothing yet, being followed, taken, or left out. */
export type EdgeRun = "plain" | "now" | "taken" | "dead";

/** A line was taken when both of its ends ran; while the run goes on, what has not been reached is open. */
export function edgeRun(runs: ReadonlyMap<string, NodeRun>, from: string, to: string, isLive: boolean): EdgeRun {
  if (runs.size === 0) return "plain";
  const [source, target] = [runs.get(from), runs.get(to)];
  if (source && target) return target.status === "running" ? "now" : "taken";
  return isLive ? "plain" : "dead";
}
