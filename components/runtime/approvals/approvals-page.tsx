"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { APPROVAL_COLUMNS } from "@/components/runtime/approvals/approval-columns";
import { ApprovalDrawer } from "@/components/runtime/approvals/approval-drawer";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { useUrlFilter } from "@/components/ui/use-url-filter";
import { useUrlValue } from "@/components/ui/use-url-value";
import { approvalsQuery } from "@/lib/governance/approvals/approval-queries";
import { ApprovalFilter, ApprovalPage } from "@/lib/governance/approvals/schema";

const STATES = [
  { value: "", label: "Waiting" },
  { value: "approved", label: "Approved" },
  { value: "rejected", label: "Rejected" },
  { value: "expired", label: "Expired" },
];

/** The inbox: what runs ask people before they go on. */
export function ApprovalsPage({ tenant }: { tenant: string }) {
  const { filter, change, isFiltered } = useUrlFilter(ApprovalFilter);
  const [opened, open] = useUrlValue("approval");
  const query = useInfiniteQuery(approvalsQuery(tenant, filter));
  const rows = query.data?.pages.flatMap((page) => ApprovalPage.parse(page).items);
  return (
    <>
      <PageHeader
        title="Approvals"
        meta="Runs that stand still until a person decides. What is decided is exactly what is shown, and nothing else."
      />
      <FilterBar onClear={isFiltered ? () => change({}) : undefined}>
        <Select
          compact
          label="State"
          value={filter.state ?? ""}
          onChange={(state) => change({ ...filter, state })}
          options={STATES}
        />
      </FilterBar>
      <DataTable
        name="approvals"
        caption="Approvals"
        columns={APPROVAL_COLUMNS}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={(row) => open(row.id)}
        selectedKey={opened}
        isLoading={query.isLoading}
        error={query.error}
        onRetry={query.refetch}
        nextCursor={query.hasNextPage ? "more" : null}
        onMore={query.fetchNextPage}
        empty={
          <EmptyState
            title={isFiltered ? "No approval matches this filter" : "Nothing waits for a person"}
            body="When a policy says that a call needs a person, or a harness has an approval step, the run stands still and appears here."
          />
        }
      />
      {opened && <ApprovalDrawer tenant={tenant} approvalId={opened} onClose={() => open(null)} />}
    </>
  );
}
