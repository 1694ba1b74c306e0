"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { connectionsQuery } from "@/lib/governance/models/connection-queries";
import type { ConnectionView } from "@/lib/governance/models/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; deleting: ConnectionView | null; onClose: () => void; onDeleted: () => void };

/** Asks before a connection goes, and says what that means for releases. */
export function DeleteConnectionDialog({ tenant, deleting, onClose, onDeleted }: Props) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (connectionId: string) =>
      unwrap(
        api.DELETE("/api/v1/{tenant}/model-connections/{connectionId}", { params: { path: { tenant, connectionId } } }),
      ),
    onSuccess: async () => {
      onClose();
      onDeleted();
      await client.invalidateQueries(connectionsQuery(tenant));
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
      title={`Remove ${deleting?.name ?? ""}?`}
      confirmLabel="Remove connection"
      isPending={remove.isPending}
      error={remove.error}
    >
      Its key is destroyed. Runs of every release that uses one of its models fail at that step.
    </ConfirmDialog>
  );
}
