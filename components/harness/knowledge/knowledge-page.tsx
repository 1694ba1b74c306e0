"use client";
import { useQuery } from "@tanstack/react-query";
import { FilePlus2, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import { AddDocumentDialog } from "@/components/harness/knowledge/add-document-dialog";
import { DeleteKnowledgeDialog } from "@/components/harness/knowledge/delete-knowledge-dialog";
import { documentColumns } from "@/components/harness/knowledge/document-columns";
import { RemoveDocumentDialog } from "@/components/harness/knowledge/remove-document-dialog";
import { TryQuery } from "@/components/harness/knowledge/try-query";
import { Crumb } from "@/components/shell/crumb";
import { TopBarCrumbs } from "@/components/shell/top-bar-slots";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { formatNumber } from "@/components/ui/format-number";
import { IconButton } from "@/components/ui/icon-button";
import { PageHeader } from "@/components/ui/page-header";
import { knowledgeQuery } from "@/lib/harness/knowledge/knowledge-queries";
import type { DocumentSummary, KnowledgeView } from "@/lib/harness/knowledge/schema";

/** The documents of a knowledge, where it is in use, and what a step would find in it. */
export function KnowledgePage({ tenant, knowledge }: { tenant: string; knowledge: string }) {
  const { data, error, refetch, isLoading } = useQuery(knowledgeQuery(tenant, knowledge));
  const mayWrite = useMay()("harness:write");
  const [isAdding, setAdding] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const [removing, setRemoving] = useState<DocumentSummary | null>(null);
  const columns = useMemo(
    () => documentColumns({ tenant, onRemove: mayWrite ? setRemoving : undefined }),
    [tenant, mayWrite],
  );
  const add = mayWrite && (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <FilePlus2 className="i s" aria-hidden />
      Add a document
    </Button>
  );
  const actions = mayWrite && (
    <>
      <IconButton label="Delete this knowledge" onClick={() => setDeleting(true)}>
        <Trash2 className="i s" aria-hidden />
      </IconButton>
      {add}
    </>
  );
  return (
    <>
      <TopBarCrumbs>
        <Crumb>{data?.name ?? knowledge}</Crumb>
      </TopBarCrumbs>
      <PageHeader title={data?.name ?? knowledge} meta={data && metaOf(data)} actions={data ? actions : undefined} />
      <div className="min-h-0 flex-1 overflow-auto border-border border-t">
        <DataTable
          name="documents"
          caption={`Documents of ${data?.name ?? knowledge}`}
          columns={columns}
          rows={data?.items}
          rowKey={(document) => document.id}
          rowHref={(document) => `/${tenant}/knowledge/${knowledge}/${document.id}`}
          isLoading={isLoading}
          error={error}
          onRetry={refetch}
          empty={
            <EmptyState
              title="No document yet"
              body="Add Markdown or plain text, at most 1 MB each. It is cut into passages of 200 to 300 words, under the headings above them."
              action={add}
            />
          }
        />
        {data && data.items.length > 0 && <TryQuery tenant={tenant} knowledge={knowledge} />}
      </div>
      {isAdding && <AddDocumentDialog tenant={tenant} knowledge={knowledge} onClose={() => setAdding(false)} />}
      {data && isDeleting && (
        <DeleteKnowledgeDialog tenant={tenant} knowledge={data} onClose={() => setDeleting(false)} />
      )}
      {removing && (
        <RemoveDocumentDialog
          tenant={tenant}
          knowledge={knowledge}
          document={removing}
          onClose={() => setRemoving(null)}
        />
      )}
    </>
  );
}

function metaOf({ key, rev, passages, language, usedBy, runsIn }: KnowledgeView) {
  const words = language === "simple" ? "any language" : `${language[0]?.toUpperCase()}${language.slice(1)}`;
  const drafts = usedBy.map((one) => one.name).join(", ");
  const runs = runsIn
    .map(({ slug, environment, rev: pinned }) => `${slug} in ${environment} (revision ${pinned})`)
    .join(", ");
  return (
    <>
      <span className="mono s">{key}</span>, revision {rev}, {formatNumber(passages)} passages, {words}
      {drafts && `; used by the draft of ${drafts}`}
      {runs && `; read by ${runs}`}
    </>
  );
}
