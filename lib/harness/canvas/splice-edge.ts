import { sizeOf } from "@/lib/harness/canvas/card-size";
import { cardsIn, freePlace } from "@/lib/harness/canvas/free-place";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Command } from "@/lib/harness/graph/command";
import type { Draft, DraftNode, Place } from "@/lib/harness/graph/draft";
import { newGraphId } from "@/lib/harness/nodes/new-node";
import { portsOf } from "@/lib/harness/nodes/ports-of";

const GAP_PX = 56;

/** Puts a node into the middle of a line, as one edit; nothing else moves. Null when it cannot stand there. */
export function spliceEdge(draft: Draft, edgeId: string, node: DraftNode): Command | null {
  const edge = draft.edges.find((one) => one.id === edgeId);
  const index = nodeIndex(draft);
  const [from, to] = [index.get(edge?.from.node ?? ""), index.get(edge?.to.node ?? "")];
  const exit = portsOf(node).out[0]?.id;
  if (!edge || !from || !to || !exit || !portsOf(node).in.includes("in")) return null;
  const place = placeBetween(draft, from, to, node);
  return {
    kind: "batch",
    commands: [
      { kind: "remove", nodes: [], edges: [edge.id] },
      {
        kind: "add-nodes",
        nodes: [node],
        edges: [
          { id: newGraphId("e"), from: edge.from, to: { node: node.id, port: "in" } },
          { id: newGraphId("e"), from: { node: node.id, port: exit }, to: edge.to },
        ],
        at: { [node.id]: place },
      },
    ],
  };
}

/** The container that a node on this line is inside of. */
export function parentOfEdge(draft: Draft, edgeId: string): string | null {
  const edge = draft.edges.find((one) => one.id === edgeId);
  const index = nodeIndex(draft);
  const from = index.get(edge?.from.node ?? "");
  const to = index.get(edge?.to.node ?? "");
  if (from && to?.parent === from.id) return from.id;
  return from?.parent ?? null;
}

/** Between both ends where there is room, else beside that; nothing else moves. */
function placeBetween(draft: Draft, from: DraftNode, to: DraftNode, node: DraftNode): Place {
  const size = sizeOf(draft, node);
  return freePlace({ ...wantedBetween(draft, from, to, node), ...size }, cardsIn(draft, node.parent));
}

function wantedBetween(draft: Draft, from: DraftNode, to: DraftNode, node: DraftNode): Place {
  const { w, h } = sizeOf(draft, node);
  const target = draft.at[to.id] ?? { x: 0, y: 0 };
  if (from.parent !== node.parent)
    return { x: Math.round(target.x + sizeOf(draft, to).w / 2 - w / 2), y: target.y - h - GAP_PX };
  const source = draft.at[from.id] ?? { x: 0, y: 0 };
  const size = sizeOf(draft, from);
  const isBorder = to.id === node.parent;
  const middle = isBorder ? source.x + size.w / 2 : target.x + sizeOf(draft, to).w / 2;
  const bottom = source.y + size.h;
  const y = isBorder ? bottom + GAP_PX : bottom + Math.max(0, target.y - bottom - h) / 2;
  return { x: Math.round(middle - w / 2), y: Math.round(y) };
}
