"use client";
import { lazy, Suspense, useState } from "react";
import { useEditor, useView } from "@/components/harness/editor/editor-context";
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
  return (
    <aside className="float inspector" aria-label="Inspector">
      <Suspense fallback={<InspectorSkeleton />}>
        {isMany ? <BulkPanel /> : node ? <NodeInspector key={node.id} node={node} /> : <HarnessInspector />}
      </Suspense>
    </aside>
  );
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
