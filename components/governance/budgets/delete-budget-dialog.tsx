"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useToast } from "@/components/ui/toast";
import { budgetsQuery } from "@/lib/governance/budgets/budget-queries";
import type { BudgetView } from "@/lib/governance/budgets/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; deleting: BudgetView | null; onClose: () => void };

/** Asks before a limit ends, and says which runs go on because of it. */
export function DeleteBudgetDialog({ tenant, deleting, onClose }: Props) {
  const client = useQueryClient();
  const toast = useToast();
  const remove = useMutation({
    mutationFn: (budgetId: string) =>
      unwrap(api.DELETE("/api/v1/{tenant}/budgets/{budgetId}", { params: { path: { tenant, budgetId } } })),
    onSuccess: async ({ resumed }) => {
      await client.invalidateQueries(budgetsQuery(tenant));
      if (resumed > 0) toast({ title: `${resumed} ${resumed === 1 ? "run goes" : "runs go"} on`, tone: "ok" });
      onClose();
    },
  });
  const close = () => {
    remove.reset();
    onClose();
  };
  const waiting = deleting?.waiting ?? 0;
  return (
    <ConfirmDialog
      open={deleting !== null}
      onClose={close}
      onConfirm={() => deleting && remove.mutate(deleting.id)}
      title={`Delete ${deleting?.name ?? ""}?`}
      confirmLabel="Delete budget"
      isPending={remove.isPending}
      error={remove.error}
    >
      {deleting?.harness ? `The model calls of ${deleting.harness.name}` : "The model calls of the tenant"} are no
      longer held to it.{" "}
      {waiting > 0
        ? `${waiting === 1 ? "The run that waits" : `The ${waiting} runs that wait`} for it ${waiting === 1 ? "goes" : "go"} on at once.`
        : "No run waits for it."}{" "}
      What it has counted is gone with it.
    </ConfirmDialog>
  );
}
