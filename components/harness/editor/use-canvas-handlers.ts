"use client";
import { useMemo } from "react";
import type { Connection, Edge, EdgeChange, NodeChange } from "reactflow";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import type { EditorStore } from "@/components/harness/editor/editor-store";
import { refusalOfEdge } from "@/lib/harness/graph/edge-rules";
import { newGraphId } from "@/lib/harness/nodes/new-node";

/** What React Flow tells, as commands and selections of the store. Stable for the life of the editor. */
export function useCanvasHandlers() {
  const { store } = useEditorShared();
  return useMemo(
    () => ({
      onNodesChange: (changes: NodeChange[]) => applyNodeChanges(store, changes),
      onEdgesChange: (changes: EdgeChange[]) => applyEdgeChanges(store, changes),
      onConnect: (made: Connection) => void store.getState().run({ kind: "connect", edge: edgeOf(made) }),
      isValidConnection: (made: Connection | Edge) => refusalOfEdge(store.getState().draft, edgeOf(made)) === null,
    }),
    [store],
  );
}

const edgeOf = (made: Connection | Edge) => ({
  id: newGraphId("e"),
  from: { node: made.source, port: made.sourceHandle ?? "out" },
  to: { node: made.target, port: made.targetHandle ?? "in" },
});

function applyNodeChanges(store: EditorStore, changes: readonly NodeChange[]): void {
  const { run, select, selection, edgeSelection } = store.getState();
  const moved = changes.flatMap((change) =>
    change.type === "position" && change.position ? [[change.id, change.position] as const] : [],
  );
  if (moved.length > 0) run({ kind: "move", at: Object.fromEntries(moved) }, `move:${moved.map(([id]) => id).join()}`);
  const next = selected(selection, changes);
  if (next) select(next, edgeSelection);
}

function applyEdgeChanges(store: EditorStore, changes: readonly EdgeChange[]): void {
  const { select, selection, edgeSelection } = store.getState();
  const next = selected(edgeSelection, changes);
  if (next) select(selection, next);
}

/** The selection after the changes, or null when none of them is about it. */
function selected(before: ReadonlySet<string>, changes: readonly (NodeChange | EdgeChange)[]): Set<string> | null {
  const relevant = changes.filter((change) => change.type === "select");
  if (relevant.length === 0) return null;
  const next = new Set(before);
  for (const change of relevant) {
    if (change.selected) next.add(change.id);
    else next.delete(change.id);
  }
  return next;
}
