import type { Failure } from "@/lib/platform/errors/error-class";
import type { ProgramNode } from "@/lib/release/program";
import { endRun } from "@/lib/runtime/interpreter/end-run";
import type { Execution } from "@/lib/runtime/interpreter/execution";
import { scopeAt } from "@/lib/runtime/interpreter/execution";
import { settle } from "@/lib/runtime/interpreter/settle";

/** The last attempt failed: fallback value, error port, the map's error mode, or the end of the run, in this order. */
export function failStep(execution: Execution, node: ProgramNode, path: string, failure: Failure): void {
  const { onError, fallback } = node.policy;
  const hasErrorEdge = (execution.graph.outEdges.get(node.id) ?? []).some((edge) => edge.from.port === "error");
  if (onError === "value") {
    execution.state.degraded = true;
    settle(
      execution,
      node,
      path,
      { status: "succeeded", output: fallback ?? null, port: "out", degraded: true },
      "out",
    );
  } else if (onError === "port" && hasErrorEdge)
    settle(execution, node, path, { status: "failed", failure, port: "error" }, "error");
  else if (scopeAt(execution, path).mapId !== null) execution.queue.push({ kind: "fail-item", node, path, failure });
  else {
    settle(execution, node, path, { status: "failed", failure, port: null }, null);
    endRun(execution, { status: "failed", failure });
  }
}
