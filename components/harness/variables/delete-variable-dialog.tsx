"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { VariableView } from "@/lib/harness/variables/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; variable: VariableView; onClose: () => void };

/** Asks before a variable is removed, and says what that means. */
export function DeleteVariableDialog({ tenant, variable, onClose }: Props) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () =>
      unwrap(
        api.DELETE("/api/v1/{tenant}/variables/{variable}", { params: { path: { tenant, variable: variable.name } } }),
      ),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: [tenant] });
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => remove.mutate()}
      title={`Delete vars.${variable.name}?`}
      confirmLabel="Delete variable"
      isPending={remove.isPending}
      error={remove.error}
    >
      Drafts that read it cannot be tested or released until it is there again.
    </ConfirmDialog>
  );
}
