"use client";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { EditorScreen } from "@/components/harness/editor/editor-screen";
import { EditorSkeleton } from "@/components/harness/editor/editor-skeleton";
import { settleWaitingEdits } from "@/components/harness/editor/settle-waiting-edits";
import { useMay, useViewer } from "@/components/shell/viewer-context";
import { ErrorState } from "@/components/ui/error-state";
import { draftQuery, libraryQuery } from "@/lib/harness/drafts/draft-queries";
import { LibraryView } from "@/lib/harness/drafts/schema";
import { Draft } from "@/lib/harness/graph/draft";

/** Loads what the editor needs, once: from then on the editor's own copy is the newer one. `?node=<key>` selects a node. */
export function EditorPage({ tenant, harness }: { tenant: string; harness: string }) {
  const { userId } = useViewer();
  const waitingKey = `${tenant}/${harness}/${userId}`;
  const waiting = useQuery({
    queryKey: [tenant, "waiting-edits", harness, userId],
    queryFn: () => settleWaitingEdits({ tenant, harness }, waitingKey),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    networkMode: "always",
  });
  // The draft is read after a batch of an earlier visit was sent again, so that it is in it.
  const draft = useQuery({ ...draftQuery(tenant, harness), enabled: waiting.isFetched });
  const library = useQuery(libraryQuery(tenant, harness));
  const may = useMay();
  const node = useSearchParams().get("node");
  const failed = draft.error ?? library.error;
  if (failed)
    return (
      <div className="p-5">
        <ErrorState error={failed} onRetry={() => void Promise.all([draft.refetch(), library.refetch()])} />
      </div>
    );
  if (!draft.data || !library.data) return <EditorSkeleton />;
  return (
    <EditorScreen
      tenant={tenant}
      harness={harness}
      name={draft.data.harness.name}
      draft={Draft.parse(draft.data.draft)}
      rev={draft.data.rev}
      library={LibraryView.parse(library.data)}
      readOnly={!may("harness:write")}
      waiting={waiting.data ?? null}
      waitingKey={waitingKey}
      node={node}
    />
  );
}
