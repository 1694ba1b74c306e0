import type { Program, ProgramEdge, ProgramNode } from "@/lib/release/program";

/** A program with the indexes that the interpreter needs; made once per segment. */
export type ProgramGraph = {
  program: Program;
  node: ReadonlyMap<string, ProgramNode>;
  /** Nodes directly inside a map (by its id), or at the top (`null`), sorted by id. */
  children: ReadonlyMap<string | null, readonly ProgramNode[]>;
  outEdges: ReadonlyMap<string, readonly ProgramEdge[]>;
  inEdges: ReadonlyMap<string, readonly ProgramEdge[]>;
};

/** Port of a map from which its body starts, and the port at which the results of its items arrive. */
export const BODY_PORT = "body";
export const COLLECT_PORT = "collect";

function groupBy<K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}

export function programGraph(program: Program): ProgramGraph {
  const nodes = [...program.nodes].sort((a, b) => (a.id < b.id ? -1 : 1));
  const edges = [...program.edges].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    program,
    node: new Map(nodes.map((node) => [node.id, node])),
    children: groupBy(nodes, (node) => node.parent),
    outEdges: groupBy(edges, (edge) => edge.from.node),
    inEdges: groupBy(edges, (edge) => edge.to.node),
  };
}

/** Edges into a node that carry activation in the node's own scope (results that arrive at a map's collect port do not). */
export const activatingEdges = (graph: ProgramGraph, nodeId: string): readonly ProgramEdge[] =>
  (graph.inEdges.get(nodeId) ?? []).filter((edge) => edge.to.port !== COLLECT_PORT);

/** Edges out of a node in its own scope (the body of a map starts in the scopes of its items). */
export const leavingEdges = (graph: ProgramGraph, nodeId: string): readonly ProgramEdge[] =>
  (graph.outEdges.get(nodeId) ?? []).filter((edge) => edge.from.port !== BODY_PORT);

/** Whether something is wired to the error port of a node. */
export const hasErrorPort = (graph: ProgramGraph, nodeId: string): boolean =>
  (graph.outEdges.get(nodeId) ?? []).some((edge) => edge.from.port === "error");
