"use client";
import { type KeyboardEvent, lazy, Suspense, useState } from "react";
import { useReactFlow } from "reactflow";
import { useEditor, useEditorStores, useView } from "@/components/harness/editor/editor-context";
import { focusCard } from "@/components/harness/editor/focus-card";
import { Skeleton } from "@/components/ui/skeleton";

// The fields bring the languages of expressions with them; the canvas does not wait for those.
const NodeInspector = lazy(async () => ({
  default: (await import("@/components/harness/inspector/node-inspector")).NodeInspector,
}));
const HarnessInspector = lazy(async () => ({
  default: (await import("@/components/harness/inspector/harness-inspector")).HarnessInspector,
}));
const BulkPanel = lazy(async () => ({ default: (await import("@/components/harness/editor/bulk-panel")).BulkPanel }));

/** The selected node, what several nodes have in common, or the harness itself. */
export function Inspector() {
  const selection = useSettledSelection();
  const isMany = selection.size > 1;
  const node = useEditor((state) =>
    selection.size === 1 ? state.draft.nodes.find((one) => selection.has(one.id)) : undefined,
  );
  const showsSettings = useView((state) => state.showsSettings);
  const leave = useLeaveFields();
  return (
    <aside
      className="float inspector"
      aria-label="Inspector"
      data-of={selection.size === 0 ? "harness" : "selection"}
      data-open={showsSettings || undefined}
      onKeyDown={leave}
    >
      <Suspense fallback={<InspectorSkeleton />}>
        {isMany ? <BulkPanel /> : node ? <NodeInspector key={node.id} node={node} /> : <HarnessInspector />}
      </Suspense>
    </aside>
  );
}

/** Escape goes back from a field to the card that it belongs to, so that the keys of the canvas work again. */
function useLeaveFields() {
  const { store } = useEditorStores();
  const flow = useReactFlow();
  return (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    const [id] = store.getState().selection;
    if (id) focusCard(flow, id, true);
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
}

/** The selection; while a card is dragged, that of before: to draw its fields takes longer than a frame. */
function useSettledSelection(): ReadonlySet<string> {
  const selection = useEditor((state) => state.selection);
  const isDragging = useView((state) => state.isDragging);
  const [settled, setSettled] = useState(selection);
  if (isDragging || settled === selection) return settled;
  setSettled(selection);
  return selection;
}

function InspectorSkeleton() {
  return (
    <div className="grid gap-4 p-3">
      <Skeleton width="40%" height={14} />
      <Skeleton height={28} />
      <Skeleton height={28} />
      <Skeleton height={28} />
    </div>
  );
}
