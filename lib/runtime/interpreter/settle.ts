import { isContainerKind, isInnerEnd } from "@/lib/release/node-config";
import type { ProgramNode } from "@/lib/release/program";
import { cancelInside } from "@/lib/runtime/interpreter/end-run";
import { evaluateJoin } from "@/lib/runtime/interpreter/evaluate-join";
import type { Execution } from "@/lib/runtime/interpreter/execution";
import { activatingEdges, leavingEdges } from "@/lib/runtime/interpreter/program-graph";
import { edgeKeyOf, isSettled, type StepState, stepKeyOf } from "@/lib/runtime/interpreter/run-state";

/**
 * Settles a step and everything that follows from it: edges of the chosen port go live, the others die, nodes without a
 * live way to them are skipped (dead-path elimination), nodes with one are enabled, finished scopes close.
 * `port` null kills all edges.
 */
export function settle(
  execution: Execution,
  node: ProgramNode,
  path: string,
  step: StepState,
  port: string | null,
): void {
  const { state, graph } = execution;
  const key = stepKeyOf(node.key, path);
  if (isSettled(state.steps.get(key))) return;
  state.steps.set(key, step);
  for (const edge of leavingEdges(graph, node.id)) {
    state.edges.set(edgeKeyOf(path, edge.id), edge.from.port === port ? "taken" : "dead");
    const target = graph.node.get(edge.to.node);
    const isHere = target && !isInnerEnd(edge.to.port) && graph.groupOf(target) === graph.groupOf(node);
    if (isHere) execution.queue.push({ kind: "activate", node: target, path });
  }
  execution.queue.push({ kind: "close-scope", path });
}

/** Enables or skips a node once its in-edges say so. */
export function activate(execution: Execution, node: ProgramNode, path: string): void {
  const { state, graph, now } = execution;
  const key = stepKeyOf(node.key, path);
  if (state.steps.has(key) || state.status !== "running" || state.scopes.get(path)?.ended !== false) return;
  const edges = activatingEdges(graph, node.id).map((edge) => state.edges.get(edgeKeyOf(path, edge.id)));
  // What undoes starts by itself: whatever leads to it from the ordinary course has no say.
  const isEntry = state.compensating && node.policy.onFailure === true && node.parent === null;
  const live = isEntry ? 1 : edges.filter((edge) => edge === "taken").length;
  const pending = isEntry ? 0 : edges.filter((edge) => edge === undefined).length;
  if (live === 0 && pending > 0) return;
  if (live === 0) skip(execution, node, path);
  else if (node.kind === "join") evaluateJoin(execution, node, path, { live, pending });
  else state.steps.set(key, { status: "enabled", attempt: 1, notBefore: now, since: now });
}

function skip(execution: Execution, node: ProgramNode, path: string): void {
  execution.derived.push({ nodeId: node.id, path, status: "skipped" });
  settle(execution, node, path, { status: "skipped" }, null);
}

/** Ends a step that runs or waits, what runs inside it, and everything that only it could have reached. */
export function cancelStep(execution: Execution, node: ProgramNode, path: string): void {
  if (isSettled(execution.state.steps.get(stepKeyOf(node.key, path)))) return;
  if (isContainerKind(node.kind)) cancelInside(execution, node.key, path);
  execution.derived.push({ nodeId: node.id, path, status: "cancelled" });
  settle(execution, node, path, { status: "cancelled" }, null);
}
