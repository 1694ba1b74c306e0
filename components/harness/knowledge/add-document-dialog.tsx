"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bytesOf, DocumentFields } from "@/components/harness/knowledge/document-fields";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { useToast } from "@/components/ui/toast";
import { knowledgeListQuery } from "@/lib/harness/knowledge/knowledge-queries";
import { MAX_DOCUMENT_BYTES, type NewDocument } from "@/lib/harness/knowledge/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; knowledge: string; onClose: () => void };
const EMPTY: NewDocument = { title: "", format: "markdown", content: "" };
const WORD = { added: "is added", replaced: "is replaced", unchanged: "was there as it is" } as const;

/** A document from a file or from typed text. One with the same title is replaced. */
export function AddDocumentDialog({ tenant, knowledge, onClose }: Props) {
  const client = useQueryClient();
  const toast = useToast();
  const [document, setDocument] = useState<NewDocument>(EMPTY);
  const add = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/{tenant}/knowledge/{knowledge}/documents", {
          params: { path: { tenant, knowledge } },
          body: document,
        }),
      ),
    onSuccess: async ({ outcome, passages, rev }) => {
      await client.invalidateQueries(knowledgeListQuery(tenant));
      toast({
        title: `${document.title} ${WORD[outcome]}`,
        detail: `${passages} passages, revision ${rev}.`,
        tone: "ok",
      });
      onClose();
    },
  });
  const isReady =
    document.title.trim() !== "" && document.content.trim() !== "" && bytesOf(document) <= MAX_DOCUMENT_BYTES;
  return (
    <Dialog
      open
      onClose={onClose}
      width={680}
      title="Add a document"
      description="Markdown or plain text, at most 1 MB. A document with the same title is replaced; releases go on reading the one that they were made with."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={!isReady || add.isPending} onClick={() => add.mutate()}>
            Add document
          </Button>
        </>
      }
    >
      <DocumentFields document={document} onChange={setDocument} />
      {add.error && <ErrorState error={add.error} />}
    </Dialog>
  );
}
