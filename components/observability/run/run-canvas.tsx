"use client";
import { useMemo } from "react";
import {
  Background,
  type Edge,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  ReactFlowProvider,
} from "reactflow";
import { frameSize, outermostFirst } from "@/components/observability/run/frame-size";
import { type NodeState, nodeStates } from "@/components/observability/run/node-states";
import { familyClass, NodeKindIcon } from "@/components/ui/node-kind";
import { Status } from "@/components/ui/status";
import type { SpanView } from "@/lib/observability/traces/schema";
import { spanStatus } from "@/lib/observability/traces/span-status";
import { formatDuration } from "@/lib/platform/time/format-duration";
import { isContainerKind, isInnerEnd } from "@/lib/release/node-config";

/** A release as it is drawn: the app passes it in, observability knows no releases. */
export type RunDrawing = {
  nodes: readonly {
    id: string;
    key: string;
    kind: string;
    label: string;
    parent: string | null;
    position: { x: number; y: number } | null;
    /** Its result comes from an earlier run; there is no span of it in this one. */
    isCarried?: boolean;
  }[];
  edges: readonly { id: string; from: string; port: string; to: string; toPort: string }[];
};
type Props = {
  drawing: RunDrawing;
  spans: readonly SpanView[];
  isOver: boolean;
  selectedNode: string | null;
  onSelect: (spanId: string) => void;
};

const NODE_TYPES = { step: RunNode, frame: ContainerFrame };
const STEP = { width: 168, height: 48 };
const MARKER = { type: MarkerType.ArrowClosed, width: 14, height: 14 };

/** The release with what happened on it: states, times, attempts; ways that were taken are solid. Read only. */
export function RunCanvas(props: Props) {
  const { drawing, spans, isOver, selectedNode, onSelect } = props;
  const states = useMemo(() => nodeStates(spans), [spans]);
  const nodes = useMemo(
    () => drawingNodes(drawing, states, isOver, selectedNode),
    [drawing, states, isOver, selectedNode],
  );
  const edges = useMemo(() => drawingEdges(drawing, states, isOver), [drawing, states, isOver]);
  return (
    <ReactFlowProvider>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        onNodeClick={(_event, node) => {
          const state = states.get(node.id);
          if (state) onSelect(state.span.id);
        }}
        fitView
        fitViewOptions={{ padding: 0.15, maxZoom: 1 }}
        minZoom={0.2}
        proOptions={{ hideAttribution: true }}
        aria-label="Canvas of the release"
      >
        <Background gap={16} size={1} color="var(--canvas-dot)" />
      </ReactFlow>
    </ReactFlowProvider>
  );
}

type StepData = {
  label: string;
  kind: string;
  state: NodeState | null;
  isCarried: boolean;
  isOver: boolean;
  isSelected: boolean;
};

function RunNode({ data }: NodeProps<Node<StepData>>) {
  const { label, kind, state, isCarried, isOver, isSelected } = data;
  const look = state === null ? (isCarried ? "" : "off") : state.span.state === "open" ? "now" : "";
  return (
    <div className={`node run-node ${familyClass(kind)} ${look} ${isSelected ? "sel" : ""}`}>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <div className="h">
        <NodeKindIcon kind={kind} />
        <span className="cut">{label}</span>
      </div>
      <div className="m">
        {state === null && isCarried ? (
          <Status status="ok" label="carried over" />
        ) : (
          <StepStatus state={state} isOver={isOver} />
        )}
        {state && state.attempts > 1 && <span className="warn num s">{state.attempts}×</span>}
      </div>
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
}

function StepStatus({ state, isOver }: { state: NodeState | null; isOver: boolean }) {
  if (!state) return <Status status={isOver ? "skipped" : "queued"} label={isOver ? "not taken" : "not reached"} />;
  const { span } = state;
  const status = spanStatus(span);
  if (status === "running") return <Status status={status} label="running" />;
  // What waits is not over, and how long its attempt took says nothing.
  if (status === "parked") return <Status status={status} label={isOver ? "not finished" : "waiting"} />;
  return <Status status={status} label={formatDuration(span.durationMs)} />;
}

function ContainerFrame({ data }: NodeProps<Node<StepData>>) {
  return (
    <div className="run-group">
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <span className="flex items-center gap-1.5 text-12">
        <NodeKindIcon kind={data.kind} />
        {data.label}
        {data.state && data.state.items > 0 && (
          <span className="num s muted">
            {data.state.items} {wordFor(data.kind, data.state.items)}
          </span>
        )}
      </span>
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
}

const wordFor = (kind: string, count: number): string =>
  `${kind === "loop" ? "round" : "item"}${count === 1 ? "" : "s"}`;

const wordOf = ({ isCarried }: RunDrawing["nodes"][number], state: NodeState | undefined): string =>
  state?.span.status ?? (isCarried ? "carried over" : "not run");

function drawingNodes(
  drawing: RunDrawing,
  states: ReadonlyMap<string, NodeState>,
  isOver: boolean,
  selectedNode: string | null,
): Node[] {
  return outermostFirst(drawing.nodes).map((node, index) => {
    const isFrame = isContainerKind(node.kind);
    const { width, height } = isFrame ? frameSize(drawing.nodes, node.id, STEP) : STEP;
    return {
      id: node.id,
      type: isFrame ? "frame" : "step",
      position: node.position ?? { x: 0, y: index * 96 },
      data: {
        label: node.label,
        kind: node.kind,
        state: states.get(node.id) ?? null,
        isCarried: node.isCarried ?? false,
        isOver,
        isSelected: node.id === selectedNode,
      },
      initialWidth: width,
      initialHeight: height,
      ariaLabel: `${node.label}, ${wordOf(node, states.get(node.id))}`,
      ...(isFrame ? { style: { width, height } } : {}),
      ...(node.parent ? { parentId: node.parent } : {}),
    };
  });
}

function drawingEdges(drawing: RunDrawing, states: ReadonlyMap<string, NodeState>, isOver: boolean): Edge[] {
  const carried = new Set(drawing.nodes.flatMap((node) => (node.isCarried ? [node.id] : [])));
  const hasRun = (id: string) => states.has(id) || carried.has(id);
  return drawing.edges
    .filter((edge) => edge.port !== "body" && !isInnerEnd(edge.toPort))
    .map((edge) => {
      const isTaken = hasRun(edge.from) && hasRun(edge.to);
      return {
        id: edge.id,
        source: edge.from,
        target: edge.to,
        type: "smoothstep",
        label: edge.port === "out" ? undefined : edge.port,
        className: isTaken ? "taken" : isOver ? "dead" : "",
        markerEnd: MARKER,
        focusable: false,
      };
    });
}
