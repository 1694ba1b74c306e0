"use client";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { EditorScreen } from "@/components/harness/editor/editor-screen";
import { EditorSkeleton } from "@/components/harness/editor/editor-skeleton";
import { useMay } from "@/components/shell/viewer-context";
import { ErrorState } from "@/components/ui/error-state";
import { draftQuery, libraryQuery } from "@/lib/harness/drafts/draft-queries";
import { LibraryView } from "@/lib/harness/drafts/schema";
import { Draft } from "@/lib/harness/graph/draft";

/** Loads what the editor needs, once: from then on the editor's own copy is the newer one. `?node=<key>` selects a node. */
export function EditorPage({ tenant, harness }: { tenant: string; harness: string }) {
  const draft = useQuery(draftQuery(tenant, harness));
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
      node={node}
    />
  );
}
