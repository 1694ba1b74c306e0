import { isContainerKind, isInnerEnd } from "@/lib/release/node-config";
import type { Program, ProgramEdge, ProgramNode } from "@/lib/release/program";

/** A program with the indexes that the interpreter needs; made once per segment. */
export type ProgramGraph = {
  program: Program;
  node: ReadonlyMap<string, ProgramNode>;
  /** Nodes directly inside a container (by its id), at the top (`null`), or after a failure, sorted by id. */
  children: ReadonlyMap<string | null, readonly ProgramNode[]>;
  outEdges: ReadonlyMap<string, readonly ProgramEdge[]>;
  inEdges: ReadonlyMap<string, readonly ProgramEdge[]>;
  /** The key in `children` under which a node is. */
  groupOf(node: ProgramNode): string | null;
};

/** Port of a map or loop from which its body starts. */
export const BODY_PORT = "body";
/** The scope of the steps that run when the run has failed, and its path. */
export const FAILURE_SCOPE = "failure";
export const FAILURE_PATH = "@failure";

function groupBy<K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}

export function programGraph(program: Program): ProgramGraph {
  const nodes = [...program.nodes].sort((a, b) => (a.id < b.id ? -1 : 1));
  const edges = [...program.edges].sort((a, b) => (a.id < b.id ? -1 : 1));
  const outEdges = groupBy(edges, (edge) => edge.from.node);
  const node = new Map(nodes.map((one) => [one.id, one]));
  const undoing = undoingNodes(node, outEdges);
  const groupOf = ({ id, parent }: ProgramNode) => parent ?? (undoing.has(id) ? FAILURE_SCOPE : null);
  return {
    program,
    node,
    children: groupBy(nodes, groupOf),
    outEdges,
    inEdges: groupBy(edges, (edge) => edge.to.node),
    groupOf,
  };
}

/** Top-level nodes that start after a failure, and all that they lead to. */
function undoingNodes(
  nodes: ReadonlyMap<string, ProgramNode>,
  outEdges: ReadonlyMap<string, ProgramEdge[]>,
): Set<string> {
  const found = new Set<string>();
  const stack = [...nodes.values()]
    .filter((node) => node.parent === null && node.policy.onFailure)
    .map((node) => node.id);
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    for (const edge of outEdges.get(id) ?? []) if (!leadsInside(nodes.get(id), edge)) stack.push(edge.to.node);
  }
  return found;
}

/** Edges into a node that carry activation in the node's own scope (results that arrive at a container's inner end do not). */
export const activatingEdges = (graph: ProgramGraph, nodeId: string): readonly ProgramEdge[] =>
  (graph.inEdges.get(nodeId) ?? []).filter((edge) => !isInnerEnd(edge.to.port));

/** Edges out of a node in its own scope (the body of a container starts in scopes of its own). */
export const leavingEdges = (graph: ProgramGraph, nodeId: string): readonly ProgramEdge[] =>
  (graph.outEdges.get(nodeId) ?? []).filter((edge) => !leadsInside(graph.node.get(nodeId), edge));

/** Whether an edge is how the body of a map or loop starts. A branch may have a case that is called so too. */
const leadsInside = (from: ProgramNode | undefined, edge: ProgramEdge): boolean =>
  edge.from.port === BODY_PORT && from !== undefined && isContainerKind(from.kind);

/** Whether something is wired to the error port of a node. */
export const hasErrorPort = (graph: ProgramGraph, nodeId: string): boolean =>
  (graph.outEdges.get(nodeId) ?? []).some((edge) => edge.from.port === "error");
