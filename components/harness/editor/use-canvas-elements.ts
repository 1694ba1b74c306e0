"use client";
import { useCallback, useMemo, useRef, useState } from "react";
import type { Node, NodeChange } from "reactflow";
import { useStore } from "zustand";
import { canvasEdges, canvasNodes } from "@/components/harness/editor/canvas-elements";
import { DragAligner } from "@/components/harness/editor/drag-aligner";
import { useEditor, useEditorStores, useView } from "@/components/harness/editor/editor-context";
import { groupMoves } from "@/components/harness/editor/group-moves";
import { cardName } from "@/lib/harness/canvas/card-name";

type Places = Readonly<Record<string, { x: number; y: number }>>;
const NOWHERE: Places = {};

/**
 * Nodes and edges as React Flow wants them. While something is dragged its place lives here; the draft gets one edit
 * when it is dropped.
 */
export function useCanvasElements() {
  const stores = useEditorStores();
  const draft = useEditor((state) => state.draft);
  const selection = useEditor((state) => state.selection);
  const edgeSelection = useEditor((state) => state.edgeSelection);
  const findings = useStore(stores.readiness, (state) => state.byNode);
  const runs = useView((state) => state.runs);
  const [dragged, setDragged] = useState<Places>(NOWHERE);
  const aligner = useRef<DragAligner | null>(null);
  const drawn = useMemo(
    () => canvasNodes(draft, selection, (node) => cardName(node, runs.get(node.id), findings.get(node.id) ?? [])),
    [draft, selection, runs, findings],
  );
  const nodes = useMemo(
    () => (dragged === NOWHERE ? drawn : drawn.map((node) => at(node, dragged[node.id]))),
    [drawn, dragged],
  );
  const edges = useMemo(() => canvasEdges(draft, edgeSelection), [draft, edgeSelection]);
  const onNodesChange = useCallback(
    (changes: NodeChange[]) => {
      const { store, view } = stores;
      const state = store.getState();
      const selected = selectionAfter(state.selection, changes);
      if (selected) state.select(selected, state.edgeSelection);
      const moves = changes.filter((change) => change.type === "position");
      if (moves.length === 0) return;
      aligner.current ??= new DragAligner(state.draft);
      const { places, guides } = aligner.current.align(
        Object.fromEntries(moves.flatMap(({ id, position }) => (position ? [[id, position]] : []))),
      );
      if (moves.every((move) => move.dragging)) {
        setDragged((before) => ({ ...before, ...places }));
        if (guides.length > 0 || view.getState().guides.length > 0) view.setState({ guides });
        return;
      }
      aligner.current = null;
      setDragged((before) => {
        const final = { ...before, ...places };
        if (Object.keys(final).length > 0)
          queueMicrotask(() => store.getState().run({ kind: "move", at: groupMoves(store.getState().draft, final) }));
        return NOWHERE;
      });
      view.setState({ guides: [] });
    },
    [stores],
  );
  return { nodes, edges, onNodesChange };
}

const at = (node: Node, position: { x: number; y: number } | undefined): Node =>
  position ? { ...node, position, dragging: true } : node;

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
