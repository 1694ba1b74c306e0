"use client";
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { type NodeChange, useStoreApi } from "reactflow";
import { CanvasDrags } from "@/components/harness/editor/canvas-drags";
import { CanvasElements } from "@/components/harness/editor/canvas-elements";
import { useEditor, useEditorStores } from "@/components/harness/editor/editor-context";

/**
 * Nodes and edges as React Flow wants them. What is dragged goes to React Flow alone, so that a step of a drag draws the
 * card and its lines and nothing else; the draft gets one edit when it is dropped.
 */
export function useCanvasElements() {
  const stores = useEditorStores();
  const flow = useStoreApi();
  const [drags] = useState(() => new CanvasDrags(stores));
  const [elements] = useState(() => new CanvasElements());
  const drawn = useEditor(({ draft, selection }) => elements.nodes(draft, selection));
  const nodes = useMemo(() => drags.placed(drawn), [drags, drawn]);
  const edges = useEditor(({ draft, edgeSelection }) => elements.edges(draft, edgeSelection));
  const latest = useRef(drawn);
  useLayoutEffect(() => {
    latest.current = drawn;
  }, [drawn]);
  const onNodesChange = useCallback(
    (changes: NodeChange[]) => {
      const state = stores.store.getState();
      const selected = selectionAfter(state.selection, changes);
      if (selected) state.select(selected, state.edgeSelection);
      const moves = changes.filter((change) => change.type === "position");
      if (moves.length === 0) return;
      drags.move(moves);
      flow.getState().setNodes(drags.placed(latest.current));
    },
    [stores, flow, drags],
  );
  return { nodes, edges, onNodesChange };
}

/** The selection after the changes, or null when none of them is about it. */
function selectionAfter(before: ReadonlySet<string>, changes: readonly NodeChange[]): Set<string> | null {
  const relevant = changes.filter((change) => change.type === "select" && change.id.startsWith("n_"));
  if (relevant.length === 0) return null;
  const next = new Set(before);
  for (const change of relevant) {
    if (change.type !== "select") continue;
    if (change.selected) next.add(change.id);
    else next.delete(change.id);
  }
  return next;
}
