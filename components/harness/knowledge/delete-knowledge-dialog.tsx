"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { knowledgeListQuery } from "@/lib/harness/knowledge/knowledge-queries";
import type { KnowledgeSummary } from "@/lib/harness/knowledge/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; knowledge: KnowledgeSummary; onClose: () => void };

/** Says what is lost, asks for the key, and deletes every revision. Refused while something uses it. */
export function DeleteKnowledgeDialog({ tenant, knowledge, onClose }: Props) {
  const client = useQueryClient();
  const router = useRouter();
  const remove = useMutation({
    mutationFn: () =>
      unwrap(
        api.DELETE("/api/v1/{tenant}/knowledge/{knowledge}", {
          params: { path: { tenant, knowledge: knowledge.key } },
        }),
      ),
    onSuccess: async () => {
      router.push(`/${tenant}/knowledge`);
      await client.invalidateQueries({ ...knowledgeListQuery(tenant), exact: true });
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Delete “${knowledge.name}”?`}
      confirmLabel="Delete knowledge"
      typeToConfirm={knowledge.key}
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
    >
      {knowledge.documents} documents with {knowledge.passages} passages go, and all earlier revisions. An older release
      that read it cannot be promoted again. This cannot be undone.
    </ConfirmDialog>
  );
}
