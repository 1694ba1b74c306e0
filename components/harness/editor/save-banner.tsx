"use client";
import { CloudOff } from "lucide-react";
import type { SaveState } from "@/components/harness/editor/draft-saver";
import { useEditor } from "@/components/harness/editor/editor-context";
import { Button } from "@/components/ui/button";

/** Says that the server is away, what that means for the edits, and offers to try again. */
export function SaveBanner({ state, onRetry }: { state: SaveState; onRetry: () => void }) {
  const count = useEditor((editor) => editor.pending.length);
  if (state.kind !== "offline" || count === 0) return null;
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
