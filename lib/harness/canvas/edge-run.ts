import type { NodeRun } from "@/lib/harness/test-runs/node-runs";

/** What a test run made of a line: nothing yet, being followed, taken, or left out. */
export type EdgeRun = "plain" | "now" | "taken" | "dead";

/**
 * A line was taken when its source went on by its exit and its target ran. While the run goes on, what has not been
 * reached is open.
 */
export function edgeRun(
  runs: ReadonlyMap<string, NodeRun>,
  from: { node: string; port: string },
  to: string,
  isLive: boolean,
): EdgeRun {
  if (runs.size === 0) return "plain";
  const [source, target] = [runs.get(from.node), runs.get(to)];
  if (source && target && wentOnBy(source, from.port)) return target.status === "running" ? "now" : "taken";
  return isLive && !isElsewhere(source, from.port) ? "plain" : "dead";
}

/** A trace without exits says only that the step went well. */
const wentOnBy = ({ ports, status }: NodeRun, port: string): boolean =>
  ports.length > 0 ? ports.includes(port) : status === "ok";

/** It is over and went on by other exits. */
const isElsewhere = (source: NodeRun | undefined, port: string): boolean =>
  source !== undefined && source.status !== "running" && source.ports.length > 0 && !wentOnBy(source, port);
