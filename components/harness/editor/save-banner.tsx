"use client";
import { CloudOff, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { SaveState } from "@/components/harness/editor/draft-saver";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { downloadDraft } from "@/components/harness/workflow-files/download-workflow";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";

type Props = { state: SaveState; onRetry: () => void; onDiscard: () => Promise<void> };

/** Says why edits are not saved, what that means for them, and offers a way on. */
export function SaveBanner({ state, onRetry, onDiscard }: Props) {
  const count = useEditor((editor) => editor.pending.length);
  if (count === 0) return null;
  if (state.kind === "refused") return <Refused message={state.message} onDiscard={onDiscard} />;
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

function Refused({ message, onDiscard }: { message: string; onDiscard: () => Promise<void> }) {
  const { harness, store } = useEditorShared();
  const [isPending, setPending] = useState(false);
  const toast = useToast();
  const discard = () => {
    setPending(true);
    onDiscard()
      .catch((error: Error) => toast({ title: "The edit was not discarded", detail: error.message, tone: "fail" }))
      .finally(() => setPending(false));
  };
  return (
    <div className="float save-banner" role="alert">
      <TriangleAlert className="i s fail" aria-hidden />
      <span>
        <b>An edit cannot be saved.</b> {message} It and what came after it are kept on this device. Discard it to go on
        without it; export the draft first to keep a copy.
      </span>
      <Button size="sm" onClick={() => downloadDraft(harness, store.getState().draft)}>
        Export
      </Button>
      <Button size="sm" disabled={isPending} onClick={discard}>
        Discard it
      </Button>
    </div>
  );
}
