import type { Failure } from "@/lib/platform/errors/error-class";
import type { Json } from "@/lib/release/json-schema";
import { isInnerEnd, NODE_CONFIG } from "@/lib/release/node-config";
import type { ProgramNode } from "@/lib/release/program";
import { cancelInside, cancelScope, endRun } from "@/lib/runtime/interpreter/end-run";
import type { Execution } from "@/lib/runtime/interpreter/execution";
import { scopeAt } from "@/lib/runtime/interpreter/execution";
import { endRound } from "@/lib/runtime/interpreter/loop-rounds";
import { recordItem } from "@/lib/runtime/interpreter/map-items";
import { openScope } from "@/lib/runtime/interpreter/open-scope";
import { FAILURE_PATH, FAILURE_SCOPE } from "@/lib/runtime/interpreter/program-graph";
import { edgeKeyOf, isSettled, stepKeyOf } from "@/lib/runtime/interpreter/run-state";

/** A scope whose nodes are all settled ends: an item or a round tells its container, the top ends the run. */
export function closeScopeIfDone(execution: Execution, path: string): void {
  const { state, graph } = execution;
  const scope = state.scopes.get(path);
  if (!scope || scope.ended) return;
  const nodes = graph.children.get(scope.containerId) ?? [];
  if (!nodes.every((node) => isSettled(state.steps.get(stepKeyOf(node.key, path))))) return;
  const container = scope.containerId === null ? undefined : graph.node.get(scope.containerId);
  // What undid something is done, or the top is: both end the run.
  if (!container) {
    endRun(execution, { status: "succeeded", output: {} });
    return;
  }
  scope.ended = true;
  const value = collected(execution, container, path);
  if (container.kind === "map") recordItem(execution, path, { ok: true, value: value ?? null });
  else endRound(execution, container, scope, value);
}

/** The output of the first node, in edge order, whose edge to the inner end of the container went live. */
function collected({ state, graph }: Execution, container: ProgramNode, path: string): Json | undefined {
  for (const edge of graph.inEdges.get(container.id) ?? []) {
    if (!isInnerEnd(edge.to.port) || state.edges.get(edgeKeyOf(path, edge.id)) !== "taken") continue;
    const step = state.steps.get(stepKeyOf(graph.node.get(edge.from.node)?.key ?? "", path));
    if (step?.status === "succeeded") return step.output;
  }
  return undefined;
}

/** A step inside a container failed for good: a map's error mode decides about the item; a loop fails with its round. */
export function failInner(execution: Execution, node: ProgramNode, path: string, failure: Failure): void {
  const { state, graph } = execution;
  const scope = scopeAt(execution, path);
  const container = graph.node.get(scope.containerId ?? "");
  if (!container || scope.ended) return;
  state.steps.set(stepKeyOf(node.key, path), { status: "failed", failure, port: null });
  const failsAll = container.kind === "loop" || NODE_CONFIG.map.parse(container.config).errorMode === "fail";
  if (failsAll) {
    cancelInside(execution, container.key, scope.parentPath);
    execution.derived.push({ nodeId: container.id, path: scope.parentPath, status: "failed", failure });
    execution.queue.push({ kind: "fail", node: container, path: scope.parentPath, failure });
    return;
  }
  cancelBelow(execution, path);
  recordItem(execution, path, { ok: false, error: failure });
}

/** Ends a scope and every scope inside it. */
function cancelBelow(execution: Execution, path: string): void {
  for (const scope of [...execution.state.scopes.values()])
    if (scope.path === path || scope.path.startsWith(`${path}@`)) cancelScope(execution, scope.path, scope.containerId);
}

/** Starts what the program does when the run has failed. It sees the outputs of the top. */
export function compensate(execution: Execution): void {
  openScope(execution, {
    path: FAILURE_PATH,
    containerId: FAILURE_SCOPE,
    index: 0,
    item: null,
    carry: {},
    parentPath: "",
  });
}
