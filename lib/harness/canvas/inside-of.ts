import type { Draft } from "@/lib/harness/graph/draft";

/** The nodes and, for containers among them, everything that is inside at any depth. */
export function withInside(draft: Pick<Draft, "nodes">, ids: Iterable<string>): Set<string> {
  const all = new Set(ids);
  for (let size = -1; size !== all.size; ) {
    size = all.size;
    for (const node of draft.nodes) if (node.parent && all.has(node.parent)) all.add(node.id);
  }
  return all;
}
