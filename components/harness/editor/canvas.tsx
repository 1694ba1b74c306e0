"use client";
import { type DragEvent, useMemo } from "react";
import { Background, type Edge, MarkerType, MiniMap, type Node, ReactFlow, useReactFlow } from "reactflow";
import { DRAG_TYPE } from "@/components/harness/editor/drag-type";
import { useEditor } from "@/components/harness/editor/editor-context";
import { FlowNode } from "@/components/harness/editor/flow-node";
import { useAddNode } from "@/components/harness/editor/use-add-node";
import { useCanvasHandlers } from "@/components/harness/editor/use-canvas-handlers";
import type { Draft } from "@/lib/harness/graph/draft";
import { NODE_HEIGHT, NODE_WIDTH, sizeOf } from "@/lib/harness/graph/layout-draft";
import { isNodeKind } from "@/lib/release/node-config";

const NODE_TYPES = { step: FlowNode };
const MANY_NODES = 300;
const MARKER = { type: MarkerType.ArrowClosed, width: 14, height: 14 };

/** The drawing. React Flow reports what the person did; the draft changes by commands only. */
export function Canvas() {
  const draft = useEditor((state) => state.draft);
  const selection = useEditor((state) => state.selection);
  const edgeSelection = useEditor((state) => state.edgeSelection);
  const readOnly = useEditor((state) => state.readOnly);
  const nodes = useMemo(() => flowNodes(draft, selection), [draft, selection]);
  const edges = useMemo(() => flowEdges(draft, edgeSelection), [draft, edgeSelection]);
  const { screenToFlowPosition } = useReactFlow();
  const addNode = useAddNode();

  const handlers = useCanvasHandlers();
  const onDrop = (event: DragEvent) => {
    const kind = event.dataTransfer.getData(DRAG_TYPE);
    if (!isNodeKind(kind)) return;
    event.preventDefault();
    const place = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    addNode(kind, { x: place.x - NODE_WIDTH / 2, y: place.y - NODE_HEIGHT / 2 });
  };
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      {...handlers}
      onDrop={onDrop}
      onDragOver={(event) => event.preventDefault()}
      nodesDraggable={!readOnly}
      nodesConnectable={!readOnly}
      deleteKeyCode={null}
      multiSelectionKeyCode={["Shift", "Meta", "Control"]}
      selectionKeyCode="Shift"
      snapToGrid
      snapGrid={[8, 8]}
      fitView
      fitViewOptions={{ padding: 0.3, maxZoom: 1 }}
      minZoom={0.2}
      maxZoom={2}
      onlyRenderVisibleElements={draft.nodes.length > MANY_NODES}
      proOptions={{ hideAttribution: true }}
      aria-label="Canvas"
    >
      <Background gap={16} size={1} color="var(--canvas-dot)" />
      <MiniMap
        pannable
        zoomable
        ariaLabel="Map of the canvas"
        style={{ right: 364, bottom: 64, width: 120, height: 90 }}
        nodeColor="var(--border-control)"
        maskColor="transparent"
      />
    </ReactFlow>
  );
}

function flowNodes(draft: Draft, selection: ReadonlySet<string>): Node[] {
  const byDepth = [...draft.nodes].sort((one, two) => Number(one.parent !== null) - Number(two.parent !== null));
  return byDepth.map((node) => {
    const { w, h } = sizeOf(draft, node.id);
    const place = draft.at[node.id] ?? { x: 0, y: 0 };
    return {
      id: node.id,
      type: "step",
      position: { x: place.x, y: place.y },
      data: {},
      initialWidth: w,
      initialHeight: h,
      selected: selection.has(node.id),
      ariaLabel: `${node.label}, ${node.kind}`,
      ...(node.kind === "map" ? { style: { width: w, height: h } } : {}),
      ...(node.parent ? { parentId: node.parent } : {}),
    };
  });
}

function flowEdges(draft: Draft, selection: ReadonlySet<string>): Edge[] {
  return draft.edges.map((edge) => ({
    id: edge.id,
    source: edge.from.node,
    sourceHandle: edge.from.port,
    target: edge.to.node,
    targetHandle: edge.to.port,
    type: "smoothstep",
    selected: selection.has(edge.id),
    markerEnd: MARKER,
  }));
}
