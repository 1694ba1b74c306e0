"use client";
import { useCallback } from "react";
import { useReactFlow } from "reactflow";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { FIT_SLOWLY } from "@/components/harness/editor/fit";
import type { Draft, DraftNode, Place } from "@/lib/harness/graph/draft";
import { NODE_HEIGHT, sizeOf } from "@/lib/harness/graph/layout-draft";
import { newGraphId, newNode } from "@/lib/harness/nodes/new-node";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import type { NodeKind } from "@/lib/release/node-config";

const GAP = 56;

/** Adds a node: where it was dropped, or below the selected one and connected with it. The new node is selected. */
export function useAddNode() {
  const { store } = useEditorShared();
  const { fitView, flowToScreenPosition } = useReactFlow();
  return useCallback(
    (kind: NodeKind, dropped?: { x: number; y: number }) => {
      const { draft, selection, run, select } = store.getState();
      const target = dropped ? dropTarget(draft, kind, dropped) : appendTarget(draft, [...selection].at(-1));
      const made = newNode(draft, kind, target.parent);
      const node = kind === "end" ? { ...made, in: outputOf(draft, target.after?.id) } : made;
      const edges = target.after && portsOf(node).in.includes("in") ? [edgeFrom(target.after, node)] : [];
      if (run({ kind: "add-nodes", nodes: [node], edges, at: { [node.id]: target.place } })) select([node.id]);
      const isInSight = dropped !== undefined || target.parent !== null || fits(flowToScreenPosition(target.place));
      if (!isInSight) requestAnimationFrame(() => void fitView(FIT_SLOWLY));
    },
    [store, fitView, flowToScreenPosition],
  );
}

/** Whether a card at this place of the window is clear of its top and of the test bar. */
const fits = ({ y }: { y: number }) => y > 100 && y < window.innerHeight - 160;

/** An end that is put behind a step gives out what the step made. */
function outputOf(draft: Draft, afterId: string | undefined): DraftNode["in"] {
  const after = draft.nodes.find((node) => node.id === afterId);
  if (!after || after.kind.startsWith("trigger.")) return {};
  const isText = after.kind === "agent" || after.kind === "llm";
  return { answer: { cel: `steps.${after.key}.output${isText ? ".text" : ""}` } };
}

type Target = { parent: string | null; place: Place; after: { id: string; port: string } | null };

function edgeFrom(after: { id: string; port: string }, node: DraftNode) {
  return { id: newGraphId("e"), from: { node: after.id, port: after.port }, to: { node: node.id, port: "in" } };
}

/** Inside the map under the pointer, or on the canvas. */
function dropTarget(draft: Draft, kind: NodeKind, { x, y }: { x: number; y: number }): Target {
  const free: Target = { parent: null, place: { x, y }, after: null };
  if (kind.startsWith("trigger.") || kind === "end" || kind === "map") return free;
  for (const map of draft.nodes.filter((node) => node.kind === "map")) {
    const at = draft.at[map.id];
    const { w, h } = sizeOf(draft, map);
    if (at && x >= at.x && y >= at.y && x <= at.x + w && y <= at.y + h)
      return { parent: map.id, place: { x: x - at.x, y: Math.max(84, y - at.y) }, after: null };
  }
  return free;
}

/** Below the selected node, from its first exit that leads nowhere; else below everything. */
function appendTarget(draft: Draft, selectedId: string | undefined): Target {
  const selected = draft.nodes.find((node) => node.id === selectedId);
  const at = selected && draft.at[selected.id];
  if (!selected || !at) {
    const bottom = Math.max(
      0,
      ...draft.nodes
        .filter((node) => node.parent === null)
        .map((node) => (draft.at[node.id]?.y ?? 0) + sizeOf(draft, node).h + GAP),
    );
    return { parent: null, place: { x: 0, y: draft.nodes.length === 0 ? 0 : bottom }, after: null };
  }
  const used = new Set(draft.edges.filter((edge) => edge.from.node === selected.id).map((edge) => edge.from.port));
  const port = portsOf(selected).out.find((one) => one.id !== "body" && !used.has(one.id));
  const { h } = sizeOf(draft, selected);
  return {
    parent: selected.parent,
    place: { x: at.x, y: at.y + Math.max(h, NODE_HEIGHT) + GAP },
    after: port ? { id: selected.id, port: port.id } : null,
  };
}
