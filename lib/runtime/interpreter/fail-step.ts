import type { Failure } from "@/lib/platform/errors/error-class";
import type { ProgramNode } from "@/lib/release/program";
import { decideLastResort } from "@/lib/runtime/failures/decide-failure";
import { endRun } from "@/lib/runtime/interpreter/end-run";
import type { Execution } from "@/lib/runtime/interpreter/execution";
import { scopeAt } from "@/lib/runtime/interpreter/execution";
import { FAILURE_SCOPE, hasErrorPort } from "@/lib/runtime/interpreter/program-graph";
import { isSettled, stepKeyOf } from "@/lib/runtime/interpreter/run-state";
import { settle } from "@/lib/runtime/interpreter/settle";

/**
 * The last attempt failed: fallback value, error port, the container around it, or the end of the run, in this order. A
 * step that undoes something and fails is left behind; the others still run.
 */
export function failStep(execution: Execution, node: ProgramNode, path: string, failure: Failure): void {
  const { state, graph } = execution;
  if (isSettled(state.steps.get(stepKeyOf(node.key, path)))) return;
  const { containerId } = scopeAt(execution, path);
  const decision = decideLastResort({
    node,
    hasErrorPort: hasErrorPort(graph, node.id),
    isInside: containerId !== null && containerId !== FAILURE_SCOPE,
    lastResort: "fail",
  });
  if (decision.kind === "degrade") {
    state.degraded = true;
    const output = node.policy.fallback ?? null;
    settle(execution, node, path, { status: "succeeded", output, port: "out", degraded: true }, "out");
  } else if (decision.kind === "error-port")
    settle(execution, node, path, { status: "failed", failure, port: "error" }, "error");
  else if (decision.kind === "collect") execution.queue.push({ kind: "fail-inner", node, path, failure });
  else {
    settle(execution, node, path, { status: "failed", failure, port: null }, null);
    if (containerId === null) endRun(execution, { status: "failed", failure });
  }
}
