"use client";
import { useMemo } from "react";
import { type EdgeChange, type Node, useReactFlow, useStoreApi, type Viewport } from "reactflow";
import { dropHandlers } from "@/components/harness/editor/drop-handlers";
import { type EditorStores, useEditorStores } from "@/components/harness/editor/editor-context";
import { SIMPLE_ZOOM } from "@/components/harness/editor/view-store";

/** What React Flow tells, as commands and selections. Stable for the life of the editor. */
export function useCanvasHandlers() {
  const stores = useEditorStores();
  const flow = useStoreApi();
  const { screenToFlowPosition } = useReactFlow();
  return useMemo(() => {
    const { view } = stores;
    return {
      onEdgesChange: (changes: EdgeChange[]) => selectEdges(stores, changes),
      onEdgeMouseEnter: (_event: unknown, edge: { id: string }) => view.setState({ hoveredEdge: edge.id }),
      onEdgeMouseLeave: () => scheduleLeave(stores),
      onPaneClick: () => view.setState({ picker: null, hoveredEdge: null }),
      onNodeMouseEnter: (_event: unknown, node: Node) =>
        view.getState().connecting && view.setState({ hovered: node.id }),
      onNodeMouseLeave: () => view.getState().hovered && view.setState({ hovered: null }),
      ...dropHandlers(stores, screenToFlowPosition),
      // The wheel zooms: what it makes larger must be painted again to be sharp.
      onMove: (event: MouseEvent | TouchEvent | null) => {
        if (event && event.type !== "wheel") flow.getState().domNode?.classList.add("moved");
      },
      onMoveEnd: () => flow.getState().domNode?.classList.remove("moved"),
      onViewportChange: ({ zoom }: Viewport) => {
        const isSimple = zoom < SIMPLE_ZOOM;
        if (isSimple !== view.getState().isSimple) view.setState({ isSimple });
      },
      onInit: () => view.setState({ isSimple: flow.getState().transform[2] < SIMPLE_ZOOM }),
    };
  }, [stores, flow, screenToFlowPosition]);
}

const LEAVE_MS = 250;
let leaving: ReturnType<typeof setTimeout> | undefined;

/** The "+" stays long enough to be reached. */
function scheduleLeave({ view }: EditorStores): void {
  const left = view.getState().hoveredEdge;
  clearTimeout(leaving);
  leaving = setTimeout(() => view.getState().hoveredEdge === left && view.setState({ hoveredEdge: null }), LEAVE_MS);
}

function selectEdges({ store }: EditorStores, changes: readonly EdgeChange[]): void {
  const { select, selection, edgeSelection } = store.getState();
  const next = new Set(edgeSelection);
  for (const change of changes) {
    if (change.type !== "select") continue;
    if (change.selected) next.add(change.id);
    else next.delete(change.id);
  }
  if (changes.some((change) => change.type === "select")) select(selection, next);
}
