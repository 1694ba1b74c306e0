import { sizeOf } from "@/lib/harness/canvas/card-size";
import { withInside } from "@/lib/harness/canvas/inside-of";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { placeOnCanvas, type Rect } from "@/lib/harness/canvas/place-on-canvas";
import type { Command } from "@/lib/harness/graph/command";
import type { Draft, NodeGroup } from "@/lib/harness/graph/draft";

const PADDING_PX = 16;
const HEAD_PX = 28;
const COLOURS = 8;

/** Frames nodes together; a node is in one group at most. Null for nothing, or for nodes of several containers. */
export function groupNodes(draft: Draft, ids: ReadonlySet<string>, id: string): Command | null {
  const index = nodeIndex(draft);
  const nodes = [...ids].flatMap((one) => index.get(one) ?? []);
  if (nodes.length === 0 || nodes.some((node) => node.parent !== nodes[0]?.parent)) return null;
  const others = withoutNodes(draft.groups, ids);
  const group: NodeGroup = {
    id,
    label: `Group ${others.length + 1}`,
    colour: others.length % COLOURS,
    nodes: nodes.map((node) => node.id),
    collapsed: false,
  };
  return { kind: "set-draft", change: { groups: [...others, group] } };
}

export function changeGroup(draft: Draft, id: string, change: Partial<NodeGroup>): Command {
  return {
    kind: "set-draft",
    change: { groups: draft.groups.map((group) => (group.id === id ? { ...group, ...change } : group)) },
  };
}

/** Takes the frame away; the nodes stay. */
export const ungroup = (draft: Draft, id: string): Command => ({
  kind: "set-draft",
  change: { groups: draft.groups.filter((group) => group.id !== id) },
});

const withoutNodes = (groups: readonly NodeGroup[], ids: ReadonlySet<string>): NodeGroup[] =>
  groups
    .map((group) => ({ ...group, nodes: group.nodes.filter((id) => !ids.has(id)) }))
    .filter((group) => group.nodes.length > 0);

/** The collapsed group that hides each node, with what is inside of hidden containers. */
export function hiddenBy(draft: Pick<Draft, "groups" | "nodes">): Map<string, NodeGroup> {
  const hidden = new Map<string, NodeGroup>();
  const collapsed = draft.groups.filter((group) => group.collapsed);
  if (collapsed.length === 0) return hidden;
  for (const group of collapsed) for (const id of withInside(draft, group.nodes)) hidden.set(id, group);
  return hidden;
}

/** The rectangle of a group on the canvas, in pixels: around its nodes with room for its name; null when they are gone. */
export function frameOf(draft: Draft, group: NodeGroup): Rect | null {
  const index = nodeIndex(draft);
  const rects = group.nodes.flatMap((id) => {
    const node = index.get(id);
    return node ? [{ ...placeOnCanvas(draft, id), ...sizeOf(draft, node) }] : [];
  });
  if (rects.length === 0) return null;
  const x = Math.min(...rects.map((rect) => rect.x)) - PADDING_PX;
  const y = Math.min(...rects.map((rect) => rect.y)) - PADDING_PX - HEAD_PX;
  const right = Math.max(...rects.map((rect) => rect.x + rect.w)) + PADDING_PX;
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.h)) + PADDING_PX;
  return { x, y, w: right - x, h: bottom - y };
}
