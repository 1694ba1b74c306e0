import type { ProgramNode } from "@/lib/release/program";
import { evaluateJoin } from "@/lib/runtime/interpreter/evaluate-join";
import type { Execution } from "@/lib/runtime/interpreter/execution";
import { activatingEdges, COLLECT_PORT, leavingEdges } from "@/lib/runtime/interpreter/program-graph";
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
    if (target && edge.to.port !== COLLECT_PORT) execution.queue.push({ kind: "activate", node: target, path });
  }
  execution.queue.push({ kind: "close-scope", path });
}

/** Enables or skips a node once its in-edges say so. */
export function activate(execution: Execution, node: ProgramNode, path: string): void {
  const { state, graph, now } = execution;
  const key = stepKeyOf(node.key, path);
  if (state.steps.has(key) || state.status !== "running" || state.scopes.get(path)?.ended) return;
  const edges = activatingEdges(graph, node.id).map((edge) => state.edges.get(edgeKeyOf(path, edge.id)));
  const live = edges.filter((edge) => edge === "taken").length;
  const pending = edges.filter((edge) => edge === undefined).length;
  if (live === 0 && pending > 0) return;
  if (live === 0) skip(execution, node, path);
  else if (node.kind === "join") evaluateJoin(execution, node, path, { live, pending });
  else state.steps.set(key, { status: "enabled", attempt: 1, notBefore: now, since: now });
}

function skip(execution: Execution, node: ProgramNode, path: string): void {
  execution.derived.push({ nodeId: node.id, path, status: "skipped" });
  settle(execution, node, path, { status: "skipped" }, null);
}

/** Ends a step that runs or waits, and everything that only it could have reached. */
export function cancelStep(execution: Execution, node: ProgramNode, path: string): void {
  if (isSettled(execution.state.steps.get(stepKeyOf(node.key, path)))) return;
  execution.derived.push({ nodeId: node.id, path, status: "cancelled" });
  settle(execution, node, path, { status: "cancelled" }, null);
}
