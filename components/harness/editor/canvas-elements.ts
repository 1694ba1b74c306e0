import { type Edge, MarkerType, type Node, Position } from "reactflow";
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

type Drawn = { key: string; node: Node };
const drawn = new WeakMap<DraftNode, Drawn>();

/**
 * The nodes of a draft as React Flow wants them, in the order of Tab; frames first, containers before what is inside.
 * Sizes and ports are known, so nothing has to be measured. What has not changed is the same object.
 */
export function canvasNodes(draft: Draft, selection: ReadonlySet<string>, nameOf: (node: DraftNode) => string): Node[] {
  const hidden = hiddenBy(draft);
  const nodes = inTabOrder(draft).map((node) => {
    const place = draft.at[node.id] ?? START;
    const size = sizeOf(draft, node);
    const isSelected = selection.has(node.id);
    const name = nameOf(node);
    const key = `${place.x} ${place.y} ${size.w} ${size.h} ${isSelected} ${hidden.has(node.id)} ${name}`;
    const before = drawn.get(node);
    if (before?.key === key) return before.node;
    const made = { ...flowNode(node, place, size), selected: isSelected, ariaLabel: name, hidden: hidden.has(node.id) };
    drawn.set(node, { key, node: made });
    return made;
  });
  return [...draft.groups.flatMap((group) => groupNode(draft, group) ?? []), ...nodes];
}

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

function groupNode(draft: Draft, group: NodeGroup): Node | null {
  const frame = frameOf(draft, group);
  if (!frame) return null;
  const size = group.collapsed ? GROUP_CARD : frame;
  return {
    id: group.id,
    type: group.collapsed ? "group-card" : "frame",
    position: { x: frame.x, y: frame.y },
    data: { group },
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

const drawnEdges = new WeakMap<DraftEdge, { key: string; edge: Edge }>();

/** The lines of a draft, those of collapsed groups at their card. */
export function canvasEdges(draft: Draft, selection: ReadonlySet<string>): Edge[] {
  const hidden = hiddenBy(draft);
  const lanes = edgeLanes(draft);
  const index = nodeIndex(draft);
  return draft.edges.flatMap((edge) => {
    const [from, to] = [hidden.get(edge.from.node), hidden.get(edge.to.node)];
    const [source, target] = [index.get(edge.from.node), index.get(edge.to.node)];
    if (!source || !target || (from && from === to)) return [];
    const lane = from || to ? 0 : (lanes.get(edge.id) ?? null);
    const shown = { from: from?.id ?? null, to: to?.id ?? null, lane, isSelected: selection.has(edge.id) };
    return [drawnEdge(edge, source, target, shown)];
  });
}

type Shown = { from: string | null; to: string | null; lane: number | null; isSelected: boolean };

function drawnEdge(edge: DraftEdge, source: DraftNode, target: DraftNode, shown: Shown): Edge {
  const label = exitLabel(source, edge.from.port);
  const key = `${JSON.stringify(shown)} ${label} ${source.label} ${target.label}`;
  const before = drawnEdges.get(edge);
  if (before?.key === key) return before.edge;
  const made: Edge = {
    id: edge.id,
    type: "line",
    source: shown.from ?? edge.from.node,
    sourceHandle: shown.from ? "out" : edge.from.port,
    target: shown.to ?? edge.to.node,
    targetHandle: shown.to ? "in" : edge.to.port,
    selected: shown.isSelected,
    markerEnd: MARKER,
    data: { lane: shown.lane, label, from: edge.from, to: edge.to },
    ariaLabel: `${label || "Next"} of ${source.label} to ${target.label}`,
    reconnectable: !shown.from && !shown.to,
  };
  drawnEdges.set(edge, { key, edge: made });
  return made;
}

function exitLabel(node: DraftNode, port: string): string {
  const ports = portsOf(node).out;
  return ports.length > 1 ? (ports.find((one) => one.id === port)?.label ?? port) : "";
}
