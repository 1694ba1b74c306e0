import type { Failure } from "@/lib/platform/errors/error-class";
import type { ProgramNode } from "@/lib/release/program";
import { decideLastResort } from "@/lib/runtime/failures/decide-failure";
import { endRun } from "@/lib/runtime/interpreter/end-run";
import type { Execution } from "@/lib/runtime/interpreter/execution";
import { scopeAt } from "@/lib/runtime/interpreter/execution";
import { hasErrorPort } from "@/lib/runtime/interpreter/program-graph";
import { settle } from "@/lib/runtime/interpreter/settle";

/** The last attempt failed: fallback value, error port, the map's error mode, or the end of the run, in this order. */
export function failStep(execution: Execution, node: ProgramNode, path: string, failure: Failure): void {
  const decision = decideLastResort({
    node,
    hasErrorPort: hasErrorPort(execution.graph, node.id),
    isInMap: scopeAt(execution, path).mapId !== null,
    lastResort: "fail",
  });
  if (decision.kind === "degrade") {
    execution.state.degraded = true;
    const output = node.policy.fallback ?? null;
    settle(execution, node, path, { status: "succeeded", output, port: "out", degraded: true }, "out");
  } else if (decision.kind === "error-port")
    settle(execution, node, path, { status: "failed", failure, port: "error" }, "error");
  else if (decision.kind === "collect") execution.queue.push({ kind: "fail-item", node, path, failure });
  else {
    settle(execution, node, path, { status: "failed", failure, port: null }, null);
    endRun(execution, { status: "failed", failure });
  }
}
