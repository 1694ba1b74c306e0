"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Wallet } from "lucide-react";
import { useState } from "react";
import { budgetColumns } from "@/components/governance/budgets/budget-columns";
import { BudgetDialog } from "@/components/governance/budgets/budget-dialog";
import { DeleteBudgetDialog } from "@/components/governance/budgets/delete-budget-dialog";
import { WaitingRunsDrawer } from "@/components/governance/budgets/waiting-runs-drawer";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { useUrlValue } from "@/components/ui/use-url-value";
import { budgetsQuery } from "@/lib/governance/budgets/budget-queries";
import { BudgetPage, type BudgetView } from "@/lib/governance/budgets/schema";

/** What model calls may use: limits with what is used of them, and the runs that wait. */
export function BudgetsPage({ tenant }: { tenant: string }) {
  const { data, error, refetch, isLoading, hasNextPage, fetchNextPage } = useInfiniteQuery(budgetsQuery(tenant));
  const rows = data?.pages.flatMap((page) => BudgetPage.parse(page).items);
  const mayWrite = useMay()("budget:write");
  const [opened, open] = useUrlValue("budget");
  const [editing, setEditing] = useState<BudgetView | "new" | null>(null);
  const [deleting, setDeleting] = useState<BudgetView | null>(null);
  const create = mayWrite && (
    <Button variant="primary" onClick={() => setEditing("new")}>
      <Wallet className="i s" aria-hidden />
      New budget
    </Button>
  );
  const openedBudget = rows?.find(({ id }) => id === opened);
  return (
    <>
      <PageHeader
        title="Budgets"
        meta="Limits for model calls, in money and tokens. A run whose next call does not fit parks and goes on when there is room."
        actions={create}
      />
      <DataTable
        name="budgets"
        caption="Budgets"
        columns={budgetColumns(open, mayWrite ? { setEditing, setDeleting } : null)}
        rows={rows}
        rowKey={(row) => row.id}
        isLoading={isLoading}
        error={error}
        onRetry={refetch}
        nextCursor={hasNextPage ? "more" : null}
        onMore={fetchNextPage}
        empty={
          <EmptyState
            title="No budget yet"
            body="Without one, model calls are limited by each harness's own limits of a run alone. A budget adds a limit for a day or a month, for one harness or the whole tenant."
            action={create}
          />
        }
      />
      {editing && (
        <BudgetDialog tenant={tenant} budget={editing === "new" ? null : editing} onClose={() => setEditing(null)} />
      )}
      <DeleteBudgetDialog tenant={tenant} deleting={deleting} onClose={() => setDeleting(null)} />
      {openedBudget && (
        <WaitingRunsDrawer
          tenant={tenant}
          budgetId={openedBudget.id}
          name={openedBudget.name}
          onClose={() => open(null)}
        />
      )}
    </>
  );
}
