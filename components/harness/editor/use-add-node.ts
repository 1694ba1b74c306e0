"use client";
import { useCallback } from "react";
import { useReactFlow } from "reactflow";
import { useEditorStores } from "@/components/harness/editor/editor-context";
import { focusCard } from "@/components/harness/editor/focus-card";
import { rememberEntry } from "@/components/harness/editor/recent-entries";
import type { AddPurpose } from "@/components/harness/editor/view-store";
import { addCommand, type Target } from "@/lib/harness/canvas/add-target";
import { type NodeEntry, nodeOfEntry } from "@/lib/harness/canvas/node-entry";
import { parentOfEdge, spliceEdge } from "@/lib/harness/canvas/splice-edge";

/** Adds a node: where it was dropped, or below the selected one and connected with it. The new node is selected. */
export function useAddNode() {
  const stores = useEditorStores();
  const flow = useReactFlow();
  return useCallback(
    (entry: NodeEntry, dropped?: { x: number; y: number }) => {
      const { draft, selection } = stores.store.getState();
      const target: Target = dropped
        ? { kind: "dropped", place: dropped }
        : { kind: "append", after: [...selection].at(-1) };
      const made = addCommand(draft, entry, target);
      if (!stores.store.getState().run(made.command)) return;
      finish(stores, made.node);
      rememberEntry(entry);
      if (!dropped) focusCard(flow, made.node.id, false);
    },
    [stores, flow],
  );
}

/** Adds the node that was chosen for a line: at its open end, or in its middle. */
export function usePickNode() {
  const stores = useEditorStores();
  const flow = useReactFlow();
  return useCallback(
    (entry: NodeEntry, purpose: AddPurpose) => {
      const { draft, run } = stores.store.getState();
      if (purpose.kind === "split") {
        const node = nodeOfEntry(draft, entry, parentOfEdge(draft, purpose.edge));
        const command = spliceEdge(draft, purpose.edge, node);
        if (!command || !run(command)) return;
        finish(stores, node);
        focusCard(flow, node.id, false);
      } else {
        const made = addCommand(draft, entry, purpose);
        if (!run(made.command)) return;
        finish(stores, made.node);
      }
      rememberEntry(entry);
    },
    [stores, flow],
  );
}

function finish({ store, view }: ReturnType<typeof useEditorStores>, node: { id: string; label: string }): void {
  store.getState().select([node.id]);
  view.setState({ announcement: `${node.label} added` });
}
