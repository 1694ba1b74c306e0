import type { Failure } from "@/lib/platform/errors/error-class";
import { NODE_CONFIG } from "@/lib/release/node-config";
import type { ProgramNode } from "@/lib/release/program";
import type { Execution } from "@/lib/runtime/interpreter/execution";
import { activatingEdges, leavingEdges, type ProgramGraph } from "@/lib/runtime/interpreter/program-graph";
import { edgeKeyOf, isSettled, stepKeyOf } from "@/lib/runtime/interpreter/run-state";

/** A join starts when enough branches arrived; it fails when enough can no longer arrive. Late branches may be cancelled. */
export function evaluateJoin(
  execution: Execution,
  node: ProgramNode,
  path: string,
  count: { live: number; pending: number },
): void {
  const { state, now } = execution;
  const config = NODE_CONFIG.join.parse(node.config);
  const key = stepKeyOf(node.key, path);
  if (!state.arrivals.has(key)) state.arrivals.set(key, now);
  const needed = config.mode === "any" ? 1 : config.mode === "n" ? (config.n ?? 1) : 0;
  if (config.mode === "all" ? count.pending > 0 : count.live < needed && count.live + count.pending >= needed) return;
  if (count.live >= needed) enableJoin(execution, node, path);
  else execution.queue.push({ kind: "fail", node, path, failure: unreachable(node, count.live, needed) });
}

function unreachable(node: ProgramNode, live: number, needed: number): Failure {
  return {
    class: "internal",
    message: `Only ${live} of ${needed} branches arrived, and no other can.`,
    fingerprint: "join-unreachable",
    nodeKey: node.key,
  };
}

/** Enables a join with what has arrived; with `late: cancel`, work that only leads here is cancelled. */
export function enableJoin(execution: Execution, node: ProgramNode, path: string): void {
  const { state, now, graph } = execution;
  state.steps.set(stepKeyOf(node.key, path), { status: "enabled", attempt: 1, notBefore: now, since: now });
  if (NODE_CONFIG.join.parse(node.config).late !== "cancel") return;
  for (const straggler of stragglers(execution, node, path))
    execution.queue.push({ kind: "cancel", node: straggler, path });
  for (const edge of activatingEdges(graph, node.id)) {
    const edgeKey = edgeKeyOf(path, edge.id);
    if (!state.edges.has(edgeKey)) state.edges.set(edgeKey, "dead");
  }
}

/** Unsettled nodes of the scope from which every way leads to the join, farthest first. */
function stragglers({ graph, state }: Execution, join: ProgramNode, path: string): ProgramNode[] {
  const leadsOnlyHere = memoized(graph, join.id);
  const scope = graph.children.get(join.parent) ?? [];
  return scope.filter(
    (node) => node.id !== join.id && leadsOnlyHere(node.id) && !isSettled(state.steps.get(stepKeyOf(node.key, path))),
  );
}

function memoized(graph: ProgramGraph, joinId: string): (nodeId: string) => boolean {
  const known = new Map<string, boolean>();
  const check = (nodeId: string): boolean => {
    if (nodeId === joinId) return true;
    const before = known.get(nodeId);
    if (before !== undefined) return before;
    const edges = leavingEdges(graph, nodeId);
    const result = edges.length > 0 && edges.every((edge) => check(edge.to.node));
    known.set(nodeId, result);
    return result;
  };
  return check;
}
