"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DECISION_COLUMNS } from "@/components/governance/decisions/decision-columns";
import { DecisionDrawer } from "@/components/governance/decisions/decision-drawer";
import { DecisionFilters } from "@/components/governance/decisions/decision-filters";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { useUrlFilter } from "@/components/ui/use-url-filter";
import { decisionsQuery } from "@/lib/governance/decisions/decision-queries";
import { DecisionFilter, DecisionPage } from "@/lib/governance/decisions/schema";

/** Every answer that the policies gave to an agent. */
export function DecisionsPage({ tenant }: { tenant: string }) {
  const { filter, change, isFiltered } = useUrlFilter(DecisionFilter);
  const query = useInfiniteQuery(decisionsQuery(tenant, filter));
  const [opened, setOpened] = useState<string | null>(null);
  const rows = query.data?.pages.flatMap((page) => DecisionPage.parse(page).items);
  return (
    <>
      <PageHeader
        title="Decisions"
        meta="What agents do with tools, models, knowledge and memory asks the policies first; the answer is kept here."
      />
      <DecisionFilters tenant={tenant} filter={filter} onChange={change} isFiltered={isFiltered} />
      <DataTable
        name="decisions"
        caption="Decisions"
        columns={DECISION_COLUMNS}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={(row) => setOpened(row.id)}
        selectedKey={opened}
        isLoading={query.isLoading}
        error={query.error}
        onRetry={query.refetch}
        nextCursor={query.hasNextPage ? "more" : null}
        onMore={query.fetchNextPage}
        empty={
          isFiltered ? (
            <EmptyState
              title="No decision matches these filters"
              body="Take a filter away to see more."
              action={<Button onClick={() => change({})}>Clear the filters</Button>}
            />
          ) : (
            <EmptyState
              title="No agent has asked yet"
              body="Start a run: each call of a model or tool is decided by the policies, and the decision appears here with its reason."
            />
          )
        }
      />
      <DecisionDrawer
        tenant={tenant}
        decision={rows?.find((row) => row.id === opened) ?? null}
        onClose={() => setOpened(null)}
      />
    </>
  );
}
