import type { Program } from "@/lib/release/program";
import type { Environment } from "@/lib/release/run-request";
import type { RunState } from "@/lib/runtime/interpreter/run-state";

type Facts = {
  environment: Environment;
  /** Null for a run that nobody else started. */
  parent: unknown;
};

/**
 * What a run becomes when a step failed for good and nothing in the harness takes the failure: in production it is set
 * aside as a dead letter, for a person to replay or discard. A draft or staging run, and a sub-run whose parent goes on
 * with the failure, simply failed.
 */
export const lastResortOf = ({ environment, parent }: Facts): "dead-letter" | "fail" =>
  environment === "production" && parent === null ? "dead-letter" : "fail";

/** The status with which a run is stored. An end that its author drew as a failure is no dead letter, nor is a limit. */
export function storedStatus(run: Facts, program: Program, { status, failure }: RunState) {
  if (status !== "failed" || !failure?.nodeKey || lastResortOf(run) === "fail") return status;
  const node = program.nodes.find((one) => one.key === failure.nodeKey);
  return node && node.kind !== "end" ? ("dead-lettered" as const) : status;
}
