import type { Draft } from "@/lib/harness/graph/draft";

/**
 * What a draft says, without how it is drawn: no places, groups or notes, nodes and edges by id. Its canonical JSON
 * (RFC 8785) is what the content hash is made of.
 */
export function draftContent({ at: _places, groups: _groups, ...draft }: Draft): object {
  const nodes = draft.nodes.filter((node) => node.kind !== "note").sort(byId);
  const drawn = new Set(nodes.map((node) => node.id));
  const edges = draft.edges.filter((edge) => drawn.has(edge.from.node) && drawn.has(edge.to.node)).sort(byId);
  return { ...draft, nodes, edges };
}

const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
