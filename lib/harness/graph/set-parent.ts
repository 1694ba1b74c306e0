import type { Command } from "@/lib/harness/graph/command";
import type { Draft, NodeGroup } from "@/lib/harness/graph/draft";
import { refusalOfEdge } from "@/lib/harness/graph/edge-rules";
import { movePlaces } from "@/lib/harness/graph/move-places";
import { nestingProblem } from "@/lib/harness/graph/structure-problem";

type SetParent = Extract<Command, { kind: "set-parent" }>;

/**
 * Moves nodes into a container or out of one; lines that would cross its border go, and a group that does not come along
 * as a whole loses them. A sentence says why it cannot.
 */
export function setParent(draft: Draft, { ids, parent, at }: SetParent): Draft | string {
  const moved = new Set(ids);
  const known = new Set(draft.nodes.map((node) => node.id));
  if (!ids.every((id) => known.has(id))) return "A node is not there any more.";
  const nodes = draft.nodes.map((node) => (moved.has(node.id) ? { ...node, parent } : node));
  const next = movePlaces({ ...draft, nodes }, at);
  const nesting = nestingProblem(next, nodes);
  if (nesting) return nesting;
  let drawn: Draft = {
    ...next,
    edges: draft.edges.filter((edge) => !moved.has(edge.from.node) && !moved.has(edge.to.node)),
  };
  const kept = new Set(drawn.edges.map((edge) => edge.id));
  for (const edge of draft.edges) {
    if (kept.has(edge.id) || refusalOfEdge(drawn, edge) !== null) continue;
    kept.add(edge.id);
    drawn = { ...drawn, edges: [...drawn.edges, edge] };
  }
  const edges = draft.edges.filter((edge) => kept.has(edge.id));
  return { ...drawn, edges, groups: groupsAfter(draft, moved, parent) };
}

/** A group is of nodes of one container. The same array when no group loses anything. */
function groupsAfter({ groups, nodes }: Draft, moved: ReadonlySet<string>, parent: string | null): Draft["groups"] {
  const before = new Map(nodes.map((node) => [node.id, node.parent]));
  const isTorn = (group: NodeGroup) =>
    group.nodes.some((id) => moved.has(id) && before.get(id) !== parent) && !group.nodes.every((id) => moved.has(id));
  if (!groups.some(isTorn)) return groups;
  return groups
    .map((group) => (isTorn(group) ? { ...group, nodes: group.nodes.filter((id) => !moved.has(id)) } : group))
    .filter((group) => group.nodes.length > 0);
}
