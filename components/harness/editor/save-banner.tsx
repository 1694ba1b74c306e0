"use client";
import { CloudOff } from "lucide-react";
import { lazy, Suspense } from "react";
import type { SaveState } from "@/components/harness/editor/draft-saver";
import { useEditor } from "@/components/harness/editor/editor-context";
import { Button } from "@/components/ui/button";

const RefusedEdit = lazy(async () => ({
  default: (await import("@/components/harness/editor/refused-edit")).RefusedEdit,
}));

type Props = { state: SaveState; onRetry: () => void; onDiscard: () => Promise<void> };

/** Says why edits are not saved, what that means for them, and offers a way on. */
export function SaveBanner({ state, onRetry, onDiscard }: Props) {
  const count = useEditor((editor) => editor.pending.length);
  if (count === 0) return null;
  if (state.kind === "refused")
    return (
      <Suspense fallback={null}>
        <RefusedEdit message={state.message} onDiscard={onDiscard} />
      </Suspense>
    );
  if (state.kind !== "offline") return null;
  return (
    <div className="float save-banner" role="alert">
      <CloudOff className="i s warn" aria-hidden />
      <span>
        <b>The server cannot be reached.</b> {count === 1 ? "One edit is" : `${count} edits are`} kept on this device
        and will be saved when it is back. You can go on, or close the page.
      </span>
      <Button size="sm" onClick={onRetry}>
        Try now
      </Button>
    </div>
  );
}
