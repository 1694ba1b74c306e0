import { withInside } from "@/lib/harness/canvas/inside-of";
import type { Draft } from "@/lib/harness/graph/draft";
import type { Fragment } from "@/lib/harness/graph/paste-nodes";

/** Nodes with what is inside of them and the edges between them, as text for the clipboard. */
export function copyNodes(draft: Draft, ids: ReadonlySet<string>): string {
  const chosen = withInside(draft, ids);
  return JSON.stringify({
    format: "slipway/fragment@1",
    nodes: draft.nodes.filter((node) => chosen.has(node.id)),
    edges: draft.edges.filter((edge) => chosen.has(edge.from.node) && chosen.has(edge.to.node)),
    at: Object.fromEntries(Object.entries(draft.at).filter(([id]) => chosen.has(id))),
  } satisfies Fragment);
}
