import type { Failure } from "@/lib/platform/errors/error-class";
import type { ProgramNode } from "@/lib/release/program";
import { endRun } from "@/lib/runtime/interpreter/end-run";
import type { Execution } from "@/lib/runtime/interpreter/execution";
import { scopeAt } from "@/lib/runtime/interpreter/execution";
import { FAILURE_SCOPE } from "@/lib/runtime/interpreter/program-graph";
import { isSettled, stepKeyOf } from "@/lib/runtime/interpreter/run-state";
import { settle } from "@/lib/runtime/interpreter/settle";

/**
 * The last attempt failed: fallback value, error port, the container around it, or the end of the run, in this order. A
 * step that undoes something and fails is left behind; the others still run.
 */
export function failStep(execution: Execution, node: ProgramNode, path: string, failure: Failure): void {
  const { state, graph } = execution;
  if (isSettled(state.steps.get(stepKeyOf(node.key, path)))) return;
  const { onError, fallback } = node.policy;
  const hasErrorEdge = (graph.outEdges.get(node.id) ?? []).some((edge) => edge.from.port === "error");
  const { containerId } = scopeAt(execution, path);
  if (onError === "value") {
    state.degraded = true;
    const output = fallback ?? null;
    settle(execution, node, path, { status: "succeeded", output, port: "out", degraded: true }, "out");
  } else if (onError === "port" && hasErrorEdge)
    settle(execution, node, path, { status: "failed", failure, port: "error" }, "error");
  else if (containerId !== null && containerId !== FAILURE_SCOPE)
    execution.queue.push({ kind: "fail-inner", node, path, failure });
  else {
    settle(execution, node, path, { status: "failed", failure, port: null }, null);
    if (containerId === null) endRun(execution, { status: "failed", failure });
  }
}
