import { withInside } from "@/lib/harness/canvas/inside-of";
import { edgeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft } from "@/lib/harness/graph/draft";

/** A node and everything that comes after it (or before it), with what is inside of containers. */
export function branchOf(draft: Draft, ids: Iterable<string>, direction: "after" | "before" = "after"): Set<string> {
  const edges = edgeIndex(draft);
  const found = new Set<string>();
  const stack = [...ids];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    const [here, there] = direction === "after" ? (["from", "to"] as const) : (["to", "from"] as const);
    for (const edge of edges.get(id) ?? []) if (edge[here].node === id) stack.push(edge[there].node);
  }
  return withInside(draft, found);
}
