"use client";
import { lazy, Suspense } from "react";
import { useEditor } from "@/components/harness/editor/editor-context";
import { useAddNode } from "@/components/harness/editor/use-add-node";
import { Button } from "@/components/ui/button";

const EmptyStarts = lazy(async () => ({
  default: (await import("@/components/harness/editor/empty-starts")).EmptyStarts,
}));

/** What an empty canvas is for, and its first step. */
export function EmptyCanvas() {
  const isEmpty = useEditor((state) => state.draft.nodes.length === 0);
  const readOnly = useEditor((state) => state.readOnly);
  const add = useAddNode();
  if (!isEmpty) return null;
  return (
    <section className="empty-canvas" aria-label="Empty canvas">
      <h2>Nothing is drawn yet</h2>
      {readOnly ? (
        <p>Somebody who may edit draws the first step.</p>
      ) : (
        <>
          <p>Begin with what starts a run. Then pull a line from its exit: a list offers what fits.</p>
          <div className="flex justify-center gap-2">
            <Button variant="primary" onClick={() => add({ kind: "trigger.chat" })}>
              Start with a chat message
            </Button>
            <Button onClick={() => add({ kind: "trigger.api" })}>Start with an API call</Button>
          </div>
          <Suspense>
            <EmptyStarts />
          </Suspense>
        </>
      )}
    </section>
  );
}
