import { type Size, sizeOf } from "@/lib/harness/canvas/card-size";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft } from "@/lib/harness/graph/draft";

export type Rect = { x: number; y: number } & Size;

/** Where a node is on the whole canvas: its own place plus those of the containers around it. */
export function placeOnCanvas(draft: Pick<Draft, "nodes" | "at">, id: string): { x: number; y: number } {
  const index = nodeIndex(draft);
  let [x, y] = [0, 0];
  for (let node = index.get(id), depth = 0; node && depth < 16; depth += 1) {
    const place = draft.at[node.id];
    x += place?.x ?? 0;
    y += place?.y ?? 0;
    node = node.parent ? index.get(node.parent) : undefined;
  }
  return { x, y };
}

/** The rectangles of nodes on the whole canvas, by id. */
export function rectsOf(draft: Pick<Draft, "nodes" | "at">, nodes: Draft["nodes"] = draft.nodes): Map<string, Rect> {
  return new Map(nodes.map((node) => [node.id, { ...placeOnCanvas(draft, node.id), ...sizeOf(draft, node) }]));
}
