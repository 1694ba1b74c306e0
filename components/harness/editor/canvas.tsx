"use client";
import { type DragEvent, useCallback, useMemo, useState } from "react";
import { Background, MiniMap, type NodeChange, ReactFlow, useReactFlow } from "reactflow";
import { DRAG_TYPE } from "@/components/harness/editor/drag-type";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { EMPTY_VIEW, FIT } from "@/components/harness/editor/fit";
import { flowEdges, flowNodes, type Measured, measuredAfter } from "@/components/harness/editor/flow-elements";
import { FlowNode } from "@/components/harness/editor/flow-node";
import { useAddNode } from "@/components/harness/editor/use-add-node";
import { useCanvasHandlers } from "@/components/harness/editor/use-canvas-handlers";
import { NODE_HEIGHT, NODE_WIDTH } from "@/lib/harness/graph/layout-draft";
import { isNodeKind } from "@/lib/release/node-config";

const NODE_TYPES = { step: FlowNode };
const MANY_NODES = 300;

/** The drawing. React Flow reports what the person did; the draft changes by commands only. */
export function Canvas() {
  const draft = useEditor((state) => state.draft);
  const selection = useEditor((state) => state.selection);
  const edgeSelection = useEditor((state) => state.edgeSelection);
  const readOnly = useEditor((state) => state.readOnly);
  const { lastRun } = useEditorShared();
  const [measured, setMeasured] = useState<Measured>({});
  const [startsFull] = useState(draft.nodes.length > 0);
  const nodes = useMemo(() => flowNodes(draft, selection, measured), [draft, selection, measured]);
  const edges = useMemo(() => flowEdges(draft, edgeSelection, lastRun), [draft, edgeSelection, lastRun]);
  const { screenToFlowPosition } = useReactFlow();
  const addNode = useAddNode();

  const { onNodesChange: applyChanges, ...handlers } = useCanvasHandlers();
  const onNodesChange = useCallback(
    (changes: NodeChange[]) => {
      setMeasured((before) => measuredAfter(before, changes));
      applyChanges(changes);
    },
    [applyChanges],
  );
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
      onNodesChange={onNodesChange}
      onDrop={onDrop}
      onDragOver={(event) => event.preventDefault()}
      nodesDraggable={!readOnly}
      nodesConnectable={!readOnly}
      deleteKeyCode={null}
      multiSelectionKeyCode={["Shift", "Meta", "Control"]}
      selectionKeyCode="Shift"
      snapToGrid
      snapGrid={[8, 8]}
      fitView={startsFull}
      defaultViewport={EMPTY_VIEW}
      fitViewOptions={FIT}
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
