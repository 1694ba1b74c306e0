"use client";
import { type DragEvent, useState } from "react";
import { ReactFlow, SelectionMode, useReactFlow, useStoreApi, type Viewport } from "reactflow";
import { CanvasDots } from "@/components/harness/editor/canvas-dots";
import { CanvasGuides } from "@/components/harness/editor/canvas-guides";
import { CanvasMap } from "@/components/harness/editor/canvas-map";
import { ConnectHint } from "@/components/harness/editor/connect-hint";
import { ContainerCard } from "@/components/harness/editor/container-card";
import { DRAG_TYPE, readDragged } from "@/components/harness/editor/drag-type";
import { useEditor, useView } from "@/components/harness/editor/editor-context";
import { FIT_MIN_ZOOM } from "@/components/harness/editor/fit";
import { GroupCard, GroupFrame } from "@/components/harness/editor/group-card";
import { LineEdge } from "@/components/harness/editor/line-edge";
import { NoteCard } from "@/components/harness/editor/note-card";
import { StepCard } from "@/components/harness/editor/step-card";
import { useAddNode } from "@/components/harness/editor/use-add-node";
import { useCanvasElements } from "@/components/harness/editor/use-canvas-elements";
import { useCanvasHandlers } from "@/components/harness/editor/use-canvas-handlers";
import { useConnecting } from "@/components/harness/editor/use-connecting";
import { NODE_HEIGHT, NODE_WIDTH } from "@/lib/harness/canvas/card-size";

const NODE_TYPES = {
  step: StepCard,
  container: ContainerCard,
  note: NoteCard,
  frame: GroupFrame,
  "group-card": GroupCard,
};
const EDGE_TYPES = { line: LineEdge };
const MANY_NODES = 150;
const SNAP: [number, number] = [8, 8];
const MULTI_KEYS = ["Shift", "Meta", "Control"];
const PAN_WITH_BOX = [1, 2];

/** The drawing. React Flow reports what the person did; the draft changes by commands only. */
export function Canvas({ start }: { start: Viewport }) {
  const readOnly = useEditor((state) => state.readOnly);
  const isLarge = useEditor((state) => state.draft.nodes.length > MANY_NODES);
  const boxSelect = useView((state) => state.boxSelect);
  const isSimple = useView((state) => state.isSimple);
  const isAligning = useView((state) => state.guides.length > 0);
  useKnownSizes();
  const { nodes, edges, onNodesChange } = useCanvasElements();
  const handlers = useCanvasHandlers();
  const connecting = useConnecting();
  const onDrop = useDrop();
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      {...handlers}
      {...connecting}
      onNodesChange={onNodesChange}
      onDrop={onDrop}
      onDragOver={allowDrop}
      nodesDraggable={!readOnly}
      nodesConnectable={!readOnly}
      edgesReconnectable={!readOnly && !isSimple}
      deleteKeyCode={null}
      multiSelectionKeyCode={MULTI_KEYS}
      selectionKeyCode="Shift"
      selectionOnDrag={boxSelect}
      selectionMode={SelectionMode.Partial}
      panOnDrag={boxSelect ? PAN_WITH_BOX : true}
      disableKeyboardA11y
      connectionRadius={32}
      snapToGrid={!isAligning}
      snapGrid={SNAP}
      defaultViewport={start}
      minZoom={FIT_MIN_ZOOM}
      maxZoom={2}
      elevateNodesOnSelect={false}
      onlyRenderVisibleElements={isLarge}
      proOptions={{ hideAttribution: true }}
      aria-label="Canvas"
    >
      <CanvasDots />
      <CanvasGuides />
      <CanvasMap />
      <ConnectHint />
    </ReactFlow>
  );
}

function allowDrop(event: DragEvent): void {
  if (event.dataTransfer.types.includes(DRAG_TYPE)) event.preventDefault();
}

/**
 * Sizes and ports come with the nodes. React Flow would measure them again on the screen, where cards that are zoomed
 * out show no ports: their lines would be gone.
 */
function useKnownSizes(): void {
  const flow = useStoreApi();
  useState(() => flow.setState({ updateNodeInternals: () => {} }));
}

/** What is dragged in from the palette lands under the pointer. */
function useDrop() {
  const { screenToFlowPosition } = useReactFlow();
  const addNode = useAddNode();
  return (event: DragEvent) => {
    const entry = readDragged(event.dataTransfer.getData(DRAG_TYPE));
    if (!entry) return;
    event.preventDefault();
    const place = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    addNode(entry, { x: place.x - NODE_WIDTH / 2, y: place.y - NODE_HEIGHT / 2 });
  };
}
