import { type Edge, MarkerType, type Node, type NodeChange } from "reactflow";
import type { Draft, DraftNode, Place } from "@/lib/harness/graph/draft";
import { sizeOf } from "@/lib/harness/graph/layout-draft";
import type { SpanView } from "@/lib/observability/traces/schema";

const MARKER = { type: MarkerType.ArrowClosed, width: 14, height: 14 };
const START: Place = { x: 0, y: 0 };

/** Sizes that React Flow measured, in pixels, by node id. Without them it forgets where the ports are. */
export type Measured = Readonly<Record<string, { width: number; height: number }>>;
type Drawn = { place: Place; isSelected: boolean; measured: Measured[string] | undefined; size: string; node: Node };
const drawn = new WeakMap<DraftNode, Drawn>();

/** The nodes of a draft as React Flow wants them, maps before what is inside. What has not changed is the same object. */
export function flowNodes(draft: Draft, selection: ReadonlySet<string>, measured: Measured): Node[] {
  const byDepth = [...draft.nodes].sort((one, two) => Number(one.parent !== null) - Number(two.parent !== null));
  return byDepth.map((node) => {
    const place = draft.at[node.id] ?? START;
    const { w, h } = sizeOf(draft, node);
    const state = { place, isSelected: selection.has(node.id), measured: measured[node.id], size: `${w} ${h}` };
    const before = drawn.get(node);
    if (before && isSame(before, state)) return before.node;
    const next = flowNode(node, state, { w, h });
    drawn.set(node, { ...state, node: next });
    return next;
  });
}

const isSame = (one: Omit<Drawn, "node">, two: Omit<Drawn, "node">) =>
  one.place === two.place &&
  one.isSelected === two.isSelected &&
  one.measured === two.measured &&
  one.size === two.size;

function flowNode(node: DraftNode, state: Omit<Drawn, "node">, { w, h }: { w: number; h: number }): Node {
  return {
    id: node.id,
    type: "step",
    position: { x: state.place.x, y: state.place.y },
    data: {},
    initialWidth: w,
    initialHeight: h,
    selected: state.isSelected,
    ariaLabel: `${node.label}, ${node.kind}`,
    ...(state.measured ? { measured: state.measured } : {}),
    style: node.kind === "map" ? { width: w, height: h } : { width: w },
    ...(node.parent ? { parentId: node.parent } : {}),
  };
}

/** The sizes after what React Flow reported; the same object when nothing was measured. */
export function measuredAfter(before: Measured, changes: readonly NodeChange[]): Measured {
  const sizes = changes.flatMap((change) =>
    change.type === "dimensions" && change.dimensions ? [[change.id, change.dimensions] as const] : [],
  );
  return sizes.length === 0 ? before : { ...before, ...Object.fromEntries(sizes) };
}

/** The lines of a draft. After a test run they say whether they were taken. */
export function flowEdges(
  draft: Draft,
  selection: ReadonlySet<string>,
  lastRun: ReadonlyMap<string, SpanView>,
): Edge[] {
  const reached = new Set([
    ...lastRun.keys(),
    ...draft.nodes.filter((node) => node.kind.startsWith("trigger.")).map((node) => node.id),
  ]);
  return draft.edges.map((edge) => ({
    id: edge.id,
    source: edge.from.node,
    sourceHandle: edge.from.port,
    target: edge.to.node,
    targetHandle: edge.to.port,
    type: "smoothstep",
    selected: selection.has(edge.id),
    markerEnd: MARKER,
    ...(lastRun.size === 0
      ? {}
      : { className: reached.has(edge.from.node) && reached.has(edge.to.node) ? "taken" : "dead" }),
  }));
}
