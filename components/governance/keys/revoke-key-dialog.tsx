"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { apiKeysQuery } from "@/lib/governance/keys/key-queries";
import type { ApiKeyRow } from "@/lib/governance/keys/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; revoking: ApiKeyRow | null; onClose: () => void };

/** Asks before a key ends, and says what that means. */
export function RevokeKeyDialog({ tenant, revoking, onClose }: Props) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: (keyId: string) =>
      unwrap(api.DELETE("/api/v1/{tenant}/keys/{keyId}", { params: { path: { tenant, keyId } } })),
    onSuccess: async () => {
      await client.invalidateQueries(apiKeysQuery(tenant));
      onClose();
    },
  });
  const close = () => {
    revoke.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      open={revoking !== null}
      onClose={close}
      onConfirm={() => revoking && revoke.mutate(revoking.id)}
      title={`Revoke ${revoking?.name ?? ""}?`}
      confirmLabel="Revoke key"
      isPending={revoke.isPending}
      error={revoke.error}
    >
      Every program that uses this key is refused from its next request on. Runs that it started go on. This cannot be
      undone.
    </ConfirmDialog>
  );
}
