import type { Draft, DraftEdge, DraftNode } from "@/lib/harness/graph/draft";

const byNodes = new WeakMap<Draft["nodes"], ReadonlyMap<string, DraftNode>>();
const byEdges = new WeakMap<Draft["edges"], ReadonlyMap<string, readonly DraftEdge[]>>();

/** The nodes of a draft by id. Made once for each list of nodes, so that a card finds its own node in O(1). */
export function nodeIndex({ nodes }: Pick<Draft, "nodes">): ReadonlyMap<string, DraftNode> {
  let index = byNodes.get(nodes);
  if (!index) {
    index = new Map(nodes.map((node) => [node.id, node]));
    byNodes.set(nodes, index);
  }
  return index;
}

/** The edges that touch a node, in drawing order, by node id. Made once for each list of edges. */
export function edgeIndex({ edges }: Pick<Draft, "edges">): ReadonlyMap<string, readonly DraftEdge[]> {
  const known = byEdges.get(edges);
  if (known) return known;
  const index = new Map<string, DraftEdge[]>();
  for (const edge of edges)
    for (const id of new Set([edge.from.node, edge.to.node])) {
      const list = index.get(id);
      if (list) list.push(edge);
      else index.set(id, [edge]);
    }
  byEdges.set(edges, index);
  return index;
}
