"use client";
import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { downloadDraft } from "@/components/harness/workflow-files/download-workflow";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";

/** Why the server refuses an edit for good, with a copy of the draft and the way on without the edit. */
export function RefusedEdit({ message, onDiscard }: { message: string; onDiscard: () => Promise<void> }) {
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
