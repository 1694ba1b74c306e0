"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { SecretView } from "@/lib/governance/secrets/schema";
import { secretsQuery } from "@/lib/governance/secrets/secret-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; deleting: SecretView | null; onClose: () => void };

/** Asks before a value is destroyed, and says what that means. */
export function DeleteSecretDialog({ tenant, deleting, onClose }: Props) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (secretId: string) =>
      unwrap(api.DELETE("/api/v1/{tenant}/secrets/{secretId}", { params: { path: { tenant, secretId } } })),
    onSuccess: async () => {
      await client.invalidateQueries(secretsQuery(tenant));
      onClose();
    },
  });
  const close = () => {
    remove.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      open={deleting !== null}
      onClose={close}
      onConfirm={() => deleting && remove.mutate(deleting.id)}
      title={`Delete ${deleting?.name ?? ""}?`}
      confirmLabel="Delete secret"
      isPending={remove.isPending}
      error={remove.error}
    >
      Steps and tools that name it fail from their next call on. The value cannot be brought back.
    </ConfirmDialog>
  );
}
