import { graphlib, layout } from "@dagrejs/dagre";
import { CONTAINER_PADDING, isContainer, sizeOf } from "@/lib/harness/canvas/card-size";
import { groupBy } from "@/lib/harness/canvas/group-by";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft, DraftEdge, Place } from "@/lib/harness/graph/draft";
import { portsOf } from "@/lib/harness/nodes/ports-of";

/** Places for every node, from top to bottom in the order of the ports: inside of maps first, then around them. */
export function layoutDraft(draft: Draft): Record<string, Place> {
  const at: Record<string, Place> = {};
  for (const parent of [...containersDeepestFirst(draft), null])
    Object.assign(at, layoutScope({ ...draft, at: { ...draft.at, ...at } }, parent));
  return at;
}

function containersDeepestFirst(draft: Draft): string[] {
  const index = nodeIndex(draft);
  const depth = (id: string | null): number => (id === null ? 0 : 1 + depth(index.get(id)?.parent ?? null));
  return draft.nodes
    .filter((node) => isContainer(node.kind))
    .map((node) => ({ id: node.id, depth: depth(node.id) }))
    .sort((one, other) => other.depth - one.depth)
    .map(({ id }) => id);
}

function layoutScope(draft: Draft, parent: string | null): Record<string, Place> {
  const nodes = draft.nodes.filter((node) => node.parent === parent && node.kind !== "note");
  if (nodes.length === 0) return {};
  const graph = new graphlib.Graph()
    .setGraph({ rankdir: "TB", nodesep: 48, ranksep: 60 })
    .setDefaultEdgeLabel(() => ({}));
  const ids = new Set(nodes.map((node) => node.id));
  for (const node of nodes) {
    const { w, h } = sizeOf(draft, node);
    graph.setNode(node.id, { width: w, height: h });
  }
  const order = new Map(nodes.map((node) => [node.id, portsOf(node).out.map((port) => port.id)]));
  const edges = draft.edges
    .filter((edge) => ids.has(edge.from.node) && ids.has(edge.to.node))
    .sort(
      (one, two) =>
        (order.get(one.from.node)?.indexOf(one.from.port) ?? 0) -
        (order.get(two.from.node)?.indexOf(two.from.port) ?? 0),
    );
  for (const edge of edges) graph.setEdge(edge.from.node, edge.to.node);
  layout(graph, { constraints: ordered(edges) });
  const shift = parent === null ? { x: 0, y: 0 } : { x: CONTAINER_PADDING.x, y: CONTAINER_PADDING.top };
  return Object.fromEntries(
    nodes.map((node) => {
      const placed = graph.node(node.id) as { x: number; y: number; width: number; height: number };
      return [
        node.id,
        { x: Math.round(placed.x - placed.width / 2 + shift.x), y: Math.round(placed.y - placed.height / 2 + shift.y) },
      ];
    }),
  );
}

/** What only one card leads to stands in the order of that card's exits, so that the lines behind it do not cross. */
function ordered(edges: readonly DraftEdge[]): { left: string; right: string }[] {
  const into = groupBy(edges, (edge) => edge.to.node);
  const alone = edges.filter((edge) => into.get(edge.to.node)?.length === 1);
  return [...groupBy(alone, (edge) => edge.from.node).values()].flatMap((siblings) =>
    siblings.slice(1).map((edge, at) => ({ left: siblings[at]?.to.node ?? "", right: edge.to.node })),
  );
}
