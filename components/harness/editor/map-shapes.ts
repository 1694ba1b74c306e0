import type { InternalNode, Rect } from "reactflow";

/** Paths of SVG, one for each look, so that a draft of a thousand nodes is three shapes and not a thousand. */
export type MapShapes = { cards: string; frames: string; chosen: string; bounds: Rect | null };

/** What the map of the canvas draws, in the canvas's own coordinates. */
export function mapShapes(nodes: Iterable<InternalNode>): MapShapes {
  const shapes = { cards: "", frames: "", chosen: "" };
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const node of nodes) {
    if (node.hidden) continue;
    const { x, y } = node.internals.positionAbsolute;
    const [width, height] = [node.width ?? 0, node.height ?? 0];
    shapes[lookOf(node)] += `M${x} ${y}h${width}v${height}h${-width}z`;
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return { ...shapes, bounds: left <= right ? { x: left, y: top, width: right - left, height: bottom - top } : null };
}

function lookOf({ selected, type }: InternalNode): "cards" | "frames" | "chosen" {
  if (selected) return "chosen";
  return type === "container" || type === "frame" ? "frames" : "cards";
}
