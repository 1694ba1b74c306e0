"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { EditorScreen } from "@/components/harness/editor/editor-screen";
import { EditorSkeleton } from "@/components/harness/editor/editor-skeleton";
import { settleWaitingEdits } from "@/components/harness/editor/settle-waiting-edits";
import { useMay, useViewer } from "@/components/shell/viewer-context";
import { ErrorState } from "@/components/ui/error-state";
import { draftQuery, libraryQuery } from "@/lib/harness/drafts/draft-queries";
import { LibraryView } from "@/lib/harness/drafts/library-view";
import { Draft } from "@/lib/harness/graph/draft";

/** Loads what the editor needs, once: from then on the editor's own copy is the newer one. `?node=<key>` selects a node. */
export function EditorPage({ tenant, harness }: { tenant: string; harness: string }) {
  const { userId } = useViewer();
  const waitingKey = `${tenant}/${harness}/${userId}`;
  const client = useQueryClient();
  const waiting = useQuery({
    queryKey: [tenant, "waiting-edits", harness, userId],
    queryFn: () =>
      settleWaitingEdits({
        path: { tenant, harness },
        key: waitingKey,
        readAgain: () => client.refetchQueries(draftQuery(tenant, harness)),
      }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    networkMode: "always",
  });
  const draft = useQuery(draftQuery(tenant, harness));
  const library = useQuery(libraryQuery(tenant, harness));
  const may = useMay();
  const node = useSearchParams().get("node");
  const shown = useMemo(() => draft.data && Draft.parse(draft.data.draft), [draft.data]);
  const known = useMemo(() => library.data && LibraryView.parse(library.data), [library.data]);
  const failed = draft.error ?? library.error;
  if (failed)
    return (
      <div className="p-5">
        <ErrorState error={failed} onRetry={() => void Promise.all([draft.refetch(), library.refetch()])} />
      </div>
    );
  if (!waiting.isFetched || !draft.data || !shown || !known) return <EditorSkeleton />;
  return (
    <EditorScreen
      tenant={tenant}
      harness={harness}
      draft={shown}
      rev={draft.data.rev}
      library={known}
      readOnly={!may("harness:write")}
      waiting={waiting.data ?? null}
      waitingKey={waitingKey}
      node={node}
    />
  );
}
