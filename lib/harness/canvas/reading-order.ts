import { haveSameForms } from "@/lib/harness/canvas/card-form";
import { edgeIndex, nodeIndex } from "@/lib/harness/canvas/node-index";
import { placeOnCanvas } from "@/lib/harness/canvas/place-on-canvas";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { portsOf } from "@/lib/harness/nodes/ports-of";

type Known = { nodes: Draft["nodes"]; order: DraftNode[] };
const known = new WeakMap<Draft["edges"], Known>();

/**
 * The nodes in the order in which a run passes them: triggers first, exits in their order, a container before what is
 * inside; what nothing leads to comes last. It is the order of Tab and of the outline.
 */
export function readingOrder(draft: Draft): DraftNode[] {
  const before = known.get(draft.edges);
  if (before?.nodes === draft.nodes) return before.order;
  const order = before && haveSameForms(before.nodes, draft.nodes) ? sameOrder(before.order, draft) : walk(draft);
  known.set(draft.edges, { nodes: draft.nodes, order });
  return order;
}

function sameOrder(order: readonly DraftNode[], draft: Draft): DraftNode[] {
  const index = nodeIndex(draft);
  return order.flatMap(({ id }) => index.get(id) ?? []);
}

const exitsOf = (node: DraftNode) => portsOf(node).out.map((port) => port.id);

function walk(draft: Draft): DraftNode[] {
  const index = nodeIndex(draft);
  const edges = edgeIndex(draft);
  const seen = new Set<string>();
  const order: DraftNode[] = [];
  const visit = (first: DraftNode) => {
    const stack = [first];
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (seen.has(node.id)) continue;
      seen.add(node.id);
      order.push(node);
      stack.push(...after(node, edges.get(node.id) ?? [], index).reverse());
    }
  };
  const entered = new Set(draft.edges.map((edge) => edge.to.node));
  for (const node of draft.nodes) if (node.kind.startsWith("trigger.")) visit(node);
  for (const node of draft.nodes) if (!entered.has(node.id) && node.kind !== "note") visit(node);
  for (const node of draft.nodes) visit(node);
  return order;
}

/** Inner exits come first, so that a container is followed by its content. */
function after(
  node: DraftNode,
  edges: readonly Draft["edges"][number][],
  index: ReadonlyMap<string, DraftNode>,
): DraftNode[] {
  const ports = exitsOf(node);
  return edges
    .filter((edge) => edge.from.node === node.id)
    .map((edge) => ({ port: edge.from.port, target: index.get(edge.to.node) }))
    .sort((one, other) => rank(one.port, ports) - rank(other.port, ports))
    .flatMap(({ target }) => target ?? []);
}

const rank = (port: string, ports: readonly string[]) => (port === "body" ? -1 : ports.indexOf(port));

type Direction = "up" | "down" | "left" | "right";

/** The node that an arrow key leads to: along a line up and down, else the nearest card in that direction. */
export function neighbourOf(draft: Draft, id: string, direction: Direction): string | null {
  const edges = edgeIndex(draft).get(id) ?? [];
  const linked = edges.flatMap((edge) => {
    if (direction === "down" && edge.from.node === id) return [edge.to.node];
    return direction === "up" && edge.to.node === id ? [edge.from.node] : [];
  });
  const here = placeOnCanvas(draft, id);
  const candidates = linked.length > 0 ? linked : draft.nodes.map((node) => node.id).filter((one) => one !== id);
  const ranked = candidates
    .map((one) => ({ id: one, distance: distance(here, placeOnCanvas(draft, one), direction, linked.length > 0) }))
    .filter((one) => one.distance < Number.POSITIVE_INFINITY)
    .sort((one, other) => one.distance - other.distance);
  return ranked[0]?.id ?? null;
}

type Point = { x: number; y: number };

/** Sideways counts double; behind is no neighbour. */
function distance(from: Point, to: Point, direction: Direction, linked: boolean): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (linked) return Math.abs(dx) + Math.abs(dy);
  const along = { up: -dy, down: dy, left: -dx, right: dx }[direction];
  const across = direction === "up" || direction === "down" ? Math.abs(dx) : Math.abs(dy);
  return along <= 8 ? Number.POSITIVE_INFINITY : along + across * 2;
}
