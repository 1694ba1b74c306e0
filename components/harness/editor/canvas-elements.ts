import { type Edge, MarkerType, type Node, Position } from "reactflow";
import { nameId } from "@/components/harness/editor/spoken-name";
import { cardForm, isSameDrawing } from "@/lib/harness/canvas/card-form";
import { isContainer, type Size, sizeOf } from "@/lib/harness/canvas/card-size";
import { edgeLanes } from "@/lib/harness/canvas/edge-lanes";
import { frameOf, hiddenBy } from "@/lib/harness/canvas/group-nodes";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { entryPlaces, exitPlaces, innerExit } from "@/lib/harness/canvas/port-places";
import { readingOrder } from "@/lib/harness/canvas/reading-order";
import type { Draft, DraftEdge, DraftNode, NodeGroup, Place } from "@/lib/harness/graph/draft";
import { portsOf } from "@/lib/harness/nodes/ports-of";

export const GROUP_CARD: Size = { w: 184, h: 52 };
const START: Place = { x: 0, y: 0 };
const MARKER = { type: MarkerType.Arrow, width: 13, height: 13, strokeWidth: 1.4 };

type Made<T> = { key: string; element: T };
type Drawn<T> = { draft: Draft; selection: ReadonlySet<string>; list: T[] };

/**
 * What the canvas draws, as React Flow wants it. A list in which nothing changed is the same list, and an element that
 * has not changed the same object: React Flow takes over all nodes and lines when it is given another list. An edit that
 * changes no form and no place, as most do, costs a look at each node.
 */
export class CanvasElements {
  #nodes: Drawn<Node> | null = null;
  #edges: Drawn<Edge> | null = null;
  readonly #madeNodes = new Map<string, Made<Node>>();
  readonly #madeEdges = new Map<string, Made<Edge>>();

  /**
   * The nodes in the order of Tab; frames first, containers before what is inside. Sizes and ports are known, so nothing
   * has to be measured.
   */
  nodes(draft: Draft, selection: ReadonlySet<string>): Node[] {
    this.#nodes = drawn(this.#nodes, draft, selection, () => this.#drawNodes(draft, selection));
    return this.#nodes.list;
  }

  /** The lines, those of collapsed groups at their card. */
  edges(draft: Draft, selection: ReadonlySet<string>): Edge[] {
    this.#edges = drawn(this.#edges, draft, selection, () => this.#drawEdges(draft, selection));
    return this.#edges.list;
  }

  #drawNodes(draft: Draft, selection: ReadonlySet<string>): Node[] {
    const hidden = hiddenBy(draft);
    const steps = inTabOrder(draft).map((node) => {
      const place = draft.at[node.id] ?? START;
      const size = sizeOf(draft, node);
      const shown = { selected: selection.has(node.id), hidden: hidden.has(node.id) };
      const key = `${place.x} ${place.y} ${size.w} ${size.h} ${shown.selected} ${shown.hidden} ${cardForm(node)}`;
      return kept(this.#madeNodes, node.id, key, () => ({ ...flowNode(node, place, size), ...shown }));
    });
    const groups = draft.groups.flatMap((group) => this.#group(draft, group));
    return [...groups, ...steps];
  }

  #drawEdges(draft: Draft, selection: ReadonlySet<string>): Edge[] {
    const hidden = hiddenBy(draft);
    const lanes = edgeLanes(draft);
    const index = nodeIndex(draft);
    return draft.edges.flatMap((edge) => {
      const [from, to] = [hidden.get(edge.from.node)?.id, hidden.get(edge.to.node)?.id];
      const source = index.get(edge.from.node);
      if (!source || !index.has(edge.to.node) || (from && from === to)) return [];
      const lane = from || to ? 0 : (lanes.get(edge.id) ?? null);
      const shown = { from, to, lane, label: exitLabel(source, edge.from.port), isSelected: selection.has(edge.id) };
      const key = `${keyOf(edge)} ${from} ${to} ${lane} ${shown.isSelected} ${shown.label}`;
      return [kept(this.#madeEdges, edge.id, key, () => flowEdge(edge, shown))];
    });
  }

  #group(draft: Draft, group: NodeGroup): Node[] {
    const frame = frameOf(draft, group);
    if (!frame) return [];
    const { label, collapsed, nodes } = group;
    const key = `${frame.x} ${frame.y} ${frame.w} ${frame.h} ${collapsed} ${nodes.length} ${label}`;
    return [kept(this.#madeNodes, group.id, key, () => groupNode(group, frame))];
  }
}

/** What was made for this id, when the key is the one that it was made for. */
function kept<T>(made: Map<string, Made<T>>, id: string, key: string, make: () => T): T {
  const before = made.get(id);
  if (before?.key === key) return before.element;
  const element = make();
  made.set(id, { key, element });
  return element;
}

/** The list of before, when it is still what is to be drawn. */
function drawn<T>(before: Drawn<T> | null, draft: Draft, selection: ReadonlySet<string>, draw: () => T[]): Drawn<T> {
  if (before?.selection === selection && isSameDrawing(before.draft, draft)) return { ...before, draft };
  const list = draw();
  const isSame = before?.list.length === list.length && list.every((one, index) => one === before.list[index]);
  return { draft, selection, list: isSame ? before.list : list };
}

const keyOf = ({ from, to }: DraftEdge) => `${from.node} ${from.port} ${to.node} ${to.port}`;

/** React Flow wants containers before their content; the reading order already has them so. */
function inTabOrder(draft: Draft): DraftNode[] {
  const index = nodeIndex(draft);
  const done = new Set<string>();
  const order: DraftNode[] = [];
  const add = (node: DraftNode) => {
    if (done.has(node.id)) return;
    done.add(node.id);
    const parent = node.parent ? index.get(node.parent) : undefined;
    if (parent) add(parent);
    order.push(node);
  };
  for (const node of readingOrder(draft)) add(node);
  return order;
}

function flowNode(node: DraftNode, place: Place, size: Size): Node {
  const type = node.kind === "note" ? "note" : isContainer(node.kind) ? "container" : "step";
  return {
    id: node.id,
    type,
    position: { x: place.x, y: place.y },
    data: {},
    domAttributes: { "aria-labelledby": nameId(node.id) },
    width: size.w,
    height: size.h,
    measured: { width: size.w, height: size.h },
    handles: handlesOf(node, size),
    ...(node.kind === "note" ? { zIndex: -1 } : {}),
    ...(node.parent ? { parentId: node.parent } : {}),
  };
}

const handle = (id: string, type: "source" | "target", x: number, y: number) => ({
  id,
  type,
  position: type === "source" ? Position.Bottom : Position.Top,
  x,
  y,
  width: 0,
  height: 0,
});

function handlesOf(node: DraftNode, size: Size): Node["handles"] {
  const exits = [...exitPlaces(node, size)].map(([id, x]) => handle(id, "source", x, size.h));
  const inner = innerExit(node);
  return [
    ...[...entryPlaces(node, size)].map(([id, { x, y }]) => handle(id, "target", x, y)),
    ...exits,
    ...(inner ? [handle("body", "source", inner.x, inner.y)] : []),
  ];
}

function groupNode(group: NodeGroup, frame: Place & Size): Node {
  const size = group.collapsed ? GROUP_CARD : frame;
  return {
    id: group.id,
    type: group.collapsed ? "group-card" : "frame",
    position: { x: frame.x, y: frame.y },
    data: {},
    width: size.w,
    height: size.h,
    measured: { width: size.w, height: size.h },
    handles: [handle("in", "target", size.w / 2, 0), handle("out", "source", size.w / 2, size.h)],
    selectable: false,
    zIndex: group.collapsed ? 0 : -2,
    connectable: false,
    ariaLabel: `${group.label}, group of ${group.nodes.length}`,
  };
}

type Shown = {
  from: string | undefined;
  to: string | undefined;
  lane: number | null;
  label: string;
  isSelected: boolean;
};

function flowEdge(edge: DraftEdge, { from, to, lane, label, isSelected }: Shown): Edge {
  return {
    id: edge.id,
    type: "line",
    source: from ?? edge.from.node,
    sourceHandle: from ? "out" : edge.from.port,
    target: to ?? edge.to.node,
    targetHandle: to ? "in" : edge.to.port,
    selected: isSelected,
    markerEnd: MARKER,
    data: { lane, label, from: edge.from, to: edge.to },
    domAttributes: { "aria-labelledby": nameId(edge.id) },
    ...(from || to ? { reconnectable: false } : {}),
  };
}

function exitLabel(node: DraftNode, port: string): string {
  const ports = portsOf(node).out;
  return ports.length > 1 ? (ports.find((one) => one.id === port)?.label ?? port) : "";
}
