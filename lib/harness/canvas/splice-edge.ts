import { NODE_HEIGHT, sizeOf } from "@/lib/harness/canvas/card-size";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Command, SingleCommand } from "@/lib/harness/graph/command";
import type { Draft, DraftNode, Place } from "@/lib/harness/graph/draft";
import { newGraphId } from "@/lib/harness/nodes/new-node";
import { portsOf } from "@/lib/harness/nodes/ports-of";

const GAP_PX = 56;

/** Puts a node into the middle of a line, as one edit; what comes after moves down when there is no room. Null when it cannot stand there. */
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
      ...roomFor(draft, to, node, place),
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

function placeBetween(draft: Draft, from: DraftNode, to: DraftNode, node: DraftNode): Place {
  const { w } = sizeOf(draft, node);
  const target = draft.at[to.id] ?? { x: 0, y: 0 };
  if (from.parent === node.parent) {
    const source = draft.at[from.id] ?? { x: 0, y: 0 };
    const size = sizeOf(draft, from);
    const isBorder = to.id === node.parent;
    const middle = isBorder ? source.x + size.w / 2 : target.x + sizeOf(draft, to).w / 2;
    return { x: Math.round(middle - w / 2), y: source.y + size.h + GAP_PX };
  }
  return { x: Math.round(target.x + sizeOf(draft, to).w / 2 - w / 2), y: target.y };
}

/** The moves that make room: the target and everything beside or below it in its container. */
function roomFor(draft: Draft, to: DraftNode, node: DraftNode, place: Place): SingleCommand[] {
  const target = draft.at[to.id];
  if (!target || to.parent !== node.parent) return [];
  const missing = place.y + NODE_HEIGHT + GAP_PX - target.y;
  if (missing <= 0) return [];
  const at = Object.fromEntries(
    draft.nodes.flatMap((one) => {
      const here = draft.at[one.id];
      return here && one.parent === to.parent && here.y >= target.y ? [[one.id, { ...here, y: here.y + missing }]] : [];
    }),
  );
  return [{ kind: "move", at }];
}
