"use client";
import { Plus } from "lucide-react";
import { memo } from "react";
import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from "reactflow";
import { useEditor, useEditorStores, useView } from "@/components/harness/editor/editor-context";
import { LineName } from "@/components/harness/editor/spoken-name";
import { edgeRoute } from "@/lib/harness/canvas/edge-route";
import { edgeRun } from "@/lib/harness/canvas/edge-run";

type End = { node: string; port: string };
type LineData = { lane: number | null; label: string; from: End; to: End };

/** A line between two cards with the name of its exit; after a test run it says whether it was taken. */
export const LineEdge = memo(function LineEdge({
  id,
  sourceX,
  sourceY,
  targetX,
  targetY,
  markerEnd,
  selected,
  data,
}: EdgeProps) {
  const { lane, label, from, to } = lineData(data);
  const state = useView(({ overlay, runs, isRunLive }) =>
    overlay === "off" ? "plain" : edgeRun(runs, from, to.node, isRunLive),
  );
  const isHovered = useView((view) => view.hoveredEdge === id);
  const isSimple = useView((view) => view.isSimple);
  const x = lane === null ? targetX : lane === 0 ? targetX : sourceX + lane;
  const route = edgeRoute({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, x);
  return (
    <>
      <LineName id={id} exit={label} from={from.node} to={to.node} />
      <BaseEdge id={id} path={route.path} markerEnd={markerEnd} interactionWidth={16} className={`line ${state}`} />
      {label && !isSimple && (
        <EdgeLabelRenderer>
          <span
            className={`elabel ${state === "taken" || state === "now" ? "on" : ""}`}
            style={{ transform: `translate(-50%, -50%) translate(${route.label.x}px, ${route.label.y}px)` }}
          >
            {label}
          </span>
        </EdgeLabelRenderer>
      )}
      {(isHovered || selected) && !isSimple && <AddHere id={id} at={route.middle} />}
    </>
  );
});

function lineData(data: Record<string, unknown> | undefined): LineData {
  const { lane, label, from, to } = data ?? {};
  return {
    lane: typeof lane === "number" ? lane : null,
    label: typeof label === "string" ? label : "",
    from: endOf(from),
    to: endOf(to),
  };
}

const endOf = (value: unknown): End => {
  const node = typeof value === "object" && value !== null && "node" in value ? String(value.node) : "";
  const port = typeof value === "object" && value !== null && "port" in value ? String(value.port) : "";
  return { node, port };
};

/** Opens the list of nodes for the middle of the line. */
function AddHere({ id, at }: { id: string; at: { x: number; y: number } }) {
  const { view } = useEditorStores();
  const readOnly = useEditor((state) => state.readOnly);
  if (readOnly) return null;
  return (
    <EdgeLabelRenderer>
      <button
        type="button"
        className="edge-add nodrag nopan"
        aria-label="Add a node on this line"
        style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
        onMouseEnter={() => view.setState({ hoveredEdge: id })}
        onClick={(event) =>
          view.setState({
            picker: { at: { x: event.clientX, y: event.clientY }, purpose: { kind: "split", edge: id } },
          })
        }
      >
        <Plus className="i xs" aria-hidden />
      </button>
    </EdgeLabelRenderer>
  );
}
