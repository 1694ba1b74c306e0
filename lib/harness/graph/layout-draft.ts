import { graphlib, layout } from "@dagrejs/dagre";
import type { Draft, DraftNode, Place } from "@/lib/harness/graph/draft";
import { portsOf } from "@/lib/harness/nodes/ports-of";

export const NODE_WIDTH = 184;
export const NODE_HEIGHT = 56;
const MAP_PADDING = { x: 24, top: 84, bottom: 40 };

const PORT_PX = 72;

/** Size of a node on the canvas: wide enough for the names of its exits; a map is as large as what is inside needs. */
export function sizeOf(draft: Draft, node: DraftNode): { w: number; h: number } {
  if (node.kind !== "map") return { w: Math.max(NODE_WIDTH, portsOf(node).out.length * PORT_PX), h: NODE_HEIGHT };
  const inside = draft.nodes.flatMap((one) => {
    const place = one.parent === node.id ? draft.at[one.id] : undefined;
    const { w, h } = place ? sizeOf(draft, one) : { w: 0, h: 0 };
    return place ? [{ right: place.x + w, bottom: place.y + h }] : [];
  });
  const right = Math.max(NODE_WIDTH + MAP_PADDING.x, ...inside.map((one) => one.right));
  const bottom = Math.max(NODE_HEIGHT + MAP_PADDING.top, ...inside.map((one) => one.bottom));
  return { w: right + MAP_PADDING.x, h: bottom + MAP_PADDING.bottom };
}

/** Places for every node, from top to bottom in the order of the ports: inside of maps first, then around them. */
export function layoutDraft(draft: Draft): Record<string, Place> {
  const at: Record<string, Place> = {};
  const maps = draft.nodes.filter((node) => node.kind === "map").map((node) => node.id);
  for (const parent of [...maps, null])
    Object.assign(at, layoutScope({ ...draft, at: { ...draft.at, ...at } }, parent));
  return at;
}

function layoutScope(draft: Draft, parent: string | null): Record<string, Place> {
  const nodes = draft.nodes.filter((node) => node.parent === parent);
  if (nodes.length === 0) return {};
  const graph = new graphlib.Graph()
    .setGraph({ rankdir: "TB", nodesep: 40, ranksep: 48 })
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
  layout(graph);
  const shift = parent === null ? { x: 0, y: 0 } : { x: MAP_PADDING.x, y: MAP_PADDING.top };
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
