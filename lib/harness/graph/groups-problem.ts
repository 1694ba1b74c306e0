import type { Draft, NodeGroup } from "@/lib/harness/graph/draft";

/** What is wrong with the groups of a draft, in a sentence, or null: each holds nodes of one container, and a node is in one group at most. */
export function groupsProblem({ nodes, groups }: Pick<Draft, "nodes" | "groups">): string | null {
  const parents = parentsOf(nodes);
  const ids = new Set(groups.map((group) => group.id));
  if (ids.size < groups.length) return "Two groups have the same id.";
  const all = groups.flatMap((group) => group.nodes);
  if (!all.every((id) => parents.has(id))) return "A group holds a node that is not there any more.";
  if (new Set(all).size < all.length) return "A node can be in one group only, and once.";
  const isTorn = ({ nodes: [first = "", ...rest] }: NodeGroup) =>
    rest.some((id) => parents.get(id) !== parents.get(first));
  return groups.some(isTorn) ? "A group can hold nodes of one map or loop only, or nodes outside of all." : null;
}

/** The groups without the nodes that they cannot hold any more; one that loses all of them goes. The same array when all are right. */
export function soundGroups(draft: Pick<Draft, "nodes" | "groups">): Draft["groups"] {
  if (groupsProblem(draft) === null) return draft.groups;
  const parents = parentsOf(draft.nodes);
  const taken = new Set<string>();
  const sound = ({ nodes, ...group }: NodeGroup): NodeGroup[] => {
    const there = nodes.filter((id) => parents.has(id) && !taken.has(id));
    const [first] = there;
    const kept = [...new Set(there.filter((id) => first !== undefined && parents.get(id) === parents.get(first)))];
    for (const id of kept) taken.add(id);
    return kept.length > 0 ? [{ ...group, nodes: kept }] : [];
  };
  return draft.groups.flatMap(sound);
}

const parentsOf = (nodes: Draft["nodes"]) => new Map(nodes.map((node) => [node.id, node.parent]));
