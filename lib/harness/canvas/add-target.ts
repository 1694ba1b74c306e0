import { appendInside, containerFor } from "@/lib/harness/canvas/append-inside";
import { bodyLines } from "@/lib/harness/canvas/body-lines";
import { CONTAINER_PADDING, isContainer, NODE_HEIGHT, NODE_WIDTH, sizeOf } from "@/lib/harness/canvas/card-size";
import { mayBeInside } from "@/lib/harness/canvas/container-places";
import { type NodeEntry, nodeOfEntry } from "@/lib/harness/canvas/node-entry";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { placeOnCanvas, rectsOf } from "@/lib/harness/canvas/place-on-canvas";
import { targetedLayout } from "@/lib/harness/canvas/targeted-layout";
import type { Command } from "@/lib/harness/graph/command";
import { leadsInside } from "@/lib/harness/graph/containers";
import type { Draft, DraftEdge, DraftNode, Place } from "@/lib/harness/graph/draft";
import { refusalOfEdge } from "@/lib/harness/graph/edge-rules";
import { newGraphId } from "@/lib/harness/nodes/new-node";
import { portsOf } from "@/lib/harness/nodes/ports-of";

type End = { node: string; port: string };
type Point = { x: number; y: number };
/** Where a new node goes: under the pointer, behind a step (or below everything), or to the open end of a line. */
export type Target =
  | { kind: "dropped"; place: Point }
  | { kind: "append"; after: string | undefined }
  | { kind: "from"; from: End; place: Point }
  | { kind: "to"; to: End; place: Point };

/** The edit that adds a node for an entry, connected with what it was made for. */
export function addCommand(draft: Draft, entry: NodeEntry, target: Target): { node: DraftNode; command: Command } {
  const parent = parentFor(draft, entry, target);
  const made = nodeOfEntry(draft, entry, parent);
  const inside = target.kind === "append" && target.after && parent ? appendInside(draft, made, target.after) : null;
  if (inside) return { node: made, command: inside };
  const after = target.kind === "append" ? freeExit(draft, target.after) : target.kind === "from" ? target.from : null;
  const node = made.kind === "end" ? { ...made, in: outputOf(draft, after?.node) } : made;
  const edges =
    target.kind === "dropped"
      ? droppedLines(draft, node)
      : edgesFor(draft, node, after, target.kind === "to" ? target.to : null);
  const at = { [node.id]: placeFor(draft, node, target, edges) };
  return { node, command: { kind: "add-nodes", nodes: [node], edges, at } };
}

const droppedLines = (draft: Draft, node: DraftNode): DraftEdge[] =>
  node.parent ? bodyLines({ ...draft, nodes: [...draft.nodes, node] }, node.parent, new Set([node.id])) : [];

/** An end that is put behind a step gives out what the step made. */
function outputOf(draft: Draft, afterId: string | undefined): DraftNode["in"] {
  const after = nodeIndex(draft).get(afterId ?? "");
  if (!after || after.kind.startsWith("trigger.")) return {};
  const isText = after.kind === "agent" || after.kind === "llm";
  return { answer: { cel: `steps.${after.key}.output${isText ? ".text" : ""}` } };
}

function parentFor(draft: Draft, { kind }: NodeEntry, target: Target): string | null {
  if (!mayBeInside({ kind })) return null;
  const index = nodeIndex(draft);
  if (target.kind === "append")
    return containerFor(draft, kind, target.after)?.id ?? index.get(target.after ?? "")?.parent ?? null;
  if (target.kind === "dropped") return containerAt(draft, middleOf(target.place));
  const end = target.kind === "from" ? target.from : target.to;
  const node = index.get(end.node);
  const isInner =
    node && isContainer(node.kind) && (end.port === "body" || end.port === "collect" || end.port === "next");
  return isInner ? node.id : (node?.parent ?? null);
}

/** Where the pointer is that holds a new card. */
const middleOf = ({ x, y }: Point): Point => ({ x: x + NODE_WIDTH / 2, y: y + NODE_HEIGHT / 2 });

/** The innermost container under a point of the canvas. */
function containerAt(draft: Draft, { x, y }: Point): string | null {
  const found = draft.nodes
    .filter((node) => isContainer(node.kind))
    .map((node) => ({ id: node.id, rect: rectsOf(draft, [node]).get(node.id) }))
    .filter(({ rect }) => rect && x >= rect.x && y >= rect.y && x <= rect.x + rect.w && y <= rect.y + rect.h)
    .sort((one, other) => (one.rect?.w ?? 0) - (other.rect?.w ?? 0));
  return found[0]?.id ?? null;
}

/** The first exit that leads nowhere. */
function freeExit(draft: Draft, id: string | undefined): End | null {
  const node = nodeIndex(draft).get(id ?? "");
  if (!node) return null;
  const used = new Set(draft.edges.filter((edge) => edge.from.node === node.id).map((edge) => edge.from.port));
  const port = portsOf(node).out.find((one) => !leadsInside(node, one.id) && !used.has(one.id));
  return port ? { node: node.id, port: port.id } : null;
}

function edgesFor(draft: Draft, node: DraftNode, from: End | null, to: End | null): DraftEdge[] {
  const next = { ...draft, nodes: [...draft.nodes, node] };
  const candidates: DraftEdge[] = [
    ...(from ? [{ id: newGraphId("e"), from, to: { node: node.id, port: "in" } }] : []),
    ...(to
      ? portsOf(node).out.map((port) => ({ id: newGraphId("e"), from: { node: node.id, port: port.id }, to }))
      : []),
  ];
  const allowed = candidates.filter((edge) => refusalOfEdge(next, edge) === null);
  return allowed.slice(0, 1);
}

function placeFor(draft: Draft, node: DraftNode, target: Target, edges: readonly DraftEdge[]): Place {
  if (target.kind === "append") {
    const next = { ...draft, nodes: [...draft.nodes, node], edges: [...draft.edges, ...edges] };
    if (edges.length > 0 || target.after) return below(next, node, target.after);
    return lowest(draft);
  }
  const shift = node.parent ? placeOnCanvas(draft, node.parent) : { x: 0, y: 0 };
  const isWire = target.kind !== "dropped";
  const left = target.place.x - shift.x - (isWire ? NODE_WIDTH / 2 : 0);
  const top = target.place.y - shift.y - (target.kind === "to" ? NODE_HEIGHT : 0);
  return {
    x: Math.max(node.parent ? CONTAINER_PADDING.x : Number.NEGATIVE_INFINITY, snap(left)),
    y: Math.max(node.parent ? CONTAINER_PADDING.top : Number.NEGATIVE_INFINITY, snap(top)),
  };
}

const snap = (value: number) => Math.round(value / 8) * 8;

function below(draft: Draft, node: DraftNode, after: string | undefined): Place {
  const placed = targetedLayout(draft, new Set([node.id]))[node.id];
  const isConnected = draft.edges.some((edge) => edge.to.node === node.id);
  const source = draft.at[after ?? ""];
  if (isConnected || !source) return placed ?? { x: 0, y: 0 };
  return { x: source.x + NODE_WIDTH + 40, y: source.y };
}

function lowest(draft: Draft): Place {
  const tops = draft.nodes
    .filter((node) => node.parent === null)
    .map((node) => (draft.at[node.id]?.y ?? 0) + sizeOf(draft, node).h + 56);
  return { x: 0, y: Math.max(0, ...tops) };
}
