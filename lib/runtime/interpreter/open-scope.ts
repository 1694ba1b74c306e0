import type { Execution } from "@/lib/runtime/interpreter/execution";
import { activatingEdges, BODY_PORT, FAILURE_SCOPE } from "@/lib/runtime/interpreter/program-graph";
import { edgeKeyOf, type Scope } from "@/lib/runtime/interpreter/run-state";

/** Opens a scope and starts what begins in it: nodes behind the body port of a container, or the trigger at the top. */
export function openScope(execution: Execution, scope: Omit<Scope, "ended">): void {
  const { state, graph } = execution;
  const { path, containerId } = scope;
  state.scopes.set(path, { ...scope, ended: false });
  for (const edge of graph.outEdges.get(containerId ?? "") ?? []) {
    if (edge.from.port === BODY_PORT) state.edges.set(edgeKeyOf(path, edge.id), "taken");
  }
  const isInside = containerId !== null && containerId !== FAILURE_SCOPE;
  for (const node of graph.children.get(containerId) ?? []) {
    // A node without any in-edge starts nothing by itself: it is skipped, unless it is the run's trigger or undoes.
    const isEntry = containerId === FAILURE_SCOPE && node.policy.onFailure === true;
    if (isInside || isEntry || activatingEdges(graph, node.id).length === 0)
      execution.queue.push({ kind: "activate", node, path });
  }
  execution.queue.push({ kind: "close-scope", path });
}
