"use client";
import { lazy, Suspense } from "react";
import { useEditor } from "@/components/harness/editor/editor-context";
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
  const isMany = useEditor((state) => state.selection.size > 1);
  const node = useEditor((state) =>
    state.selection.size === 1 ? state.draft.nodes.find((one) => state.selection.has(one.id)) : undefined,
  );
  return (
    <aside className="float inspector" aria-label="Inspector">
      <Suspense fallback={<InspectorSkeleton />}>
        {isMany ? <BulkPanel /> : node ? <NodeInspector key={node.id} node={node} /> : <HarnessInspector />}
      </Suspense>
    </aside>
  );
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
