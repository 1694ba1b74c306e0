"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { knowledgeListQuery } from "@/lib/harness/knowledge/knowledge-queries";
import type { DocumentSummary } from "@/lib/harness/knowledge/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; knowledge: string; document: DocumentSummary; onClose: () => void };

/** Says what taking a document out means, and does it. */
export function RemoveDocumentDialog({ tenant, knowledge, document, onClose }: Props) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () =>
      unwrap(
        api.DELETE("/api/v1/{tenant}/knowledge/{knowledge}/documents/{documentId}", {
          params: { path: { tenant, knowledge, documentId: document.id } },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries(knowledgeListQuery(tenant));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Remove “${document.title}”?`}
      confirmLabel="Remove document"
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
    >
      Its {document.passages} {document.passages === 1 ? "passage is" : "passages are"} not in the next revision.
      Releases that were made before still find {document.passages === 1 ? "it" : "them"}, until the whole knowledge is
      deleted.
    </ConfirmDialog>
  );
}
