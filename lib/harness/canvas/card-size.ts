import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { portsOf } from "@/lib/harness/nodes/ports-of";

/** Sizes on the canvas, in pixels at 100 %. The cards are drawn to them, so that a layout needs no browser. */
export const NODE_WIDTH = 184;
export const NODE_HEIGHT = 52;
export const CONTAINER_PADDING = { x: 24, top: 92, bottom: 48 };
const PORT_PX = 60;
const GAUGE_PX = 24;
const PLUGS_PX = 24;
const END_PX = 34;
const CONTAINERS: ReadonlySet<string> = new Set(["map", "loop"]);

export type Size = { w: number; h: number };

/** Kinds that have steps inside of them. */
export const isContainer = (kind: string): boolean => CONTAINERS.has(kind);

/** Size of a node: wide enough for the names of its exits; a container is as large as what is inside needs. */
export function sizeOf(draft: Pick<Draft, "nodes" | "at">, node: DraftNode): Size {
  if (isContainer(node.kind)) return containerSize(draft, node.id);
  return node.kind === "note" ? noteSize(draft.at[node.id]) : stepSize(node);
}

/** Size of the card of a step, which does not depend on what is around it. */
export const stepSize = (node: DraftNode): Size => ({
  w: Math.max(NODE_WIDTH, portsOf(node).out.length * PORT_PX),
  h: heightOf(node),
});

function heightOf({ kind, config }: DraftNode): number {
  if (kind === "end") return END_PX;
  if (kind !== "agent") return NODE_HEIGHT;
  const hasPlugs = [config.tools, config.memory].some((list) => Array.isArray(list) && list.length > 0);
  return NODE_HEIGHT + GAUGE_PX + (hasPlugs ? PLUGS_PX : 0);
}

const noteSize = (place: Draft["at"][string] | undefined): Size => ({ w: place?.w ?? 208, h: place?.h ?? 96 });

function containerSize(draft: Pick<Draft, "nodes" | "at">, id: string): Size {
  let right = NODE_WIDTH + CONTAINER_PADDING.x;
  let bottom = NODE_HEIGHT + CONTAINER_PADDING.top;
  for (const inner of draft.nodes) {
    const place = inner.parent === id ? draft.at[inner.id] : undefined;
    if (!place) continue;
    const { w, h } = sizeOf(draft, inner);
    right = Math.max(right, place.x + w);
    bottom = Math.max(bottom, place.y + h);
  }
  return { w: right + CONTAINER_PADDING.x, h: bottom + CONTAINER_PADDING.bottom };
}
