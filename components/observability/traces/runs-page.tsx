"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { TRACE_COLUMNS } from "@/components/observability/traces/trace-columns";
import { TraceFilters } from "@/components/observability/traces/trace-filters";
import { useCancelRuns } from "@/components/observability/traces/use-cancel-runs";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { ListKeys } from "@/components/ui/list-keys";
import { PageHeader } from "@/components/ui/page-header";
import { filterFromUrl, filterToUrl, type TraceFilter } from "@/lib/observability/traces/trace-filter";
import { tracesQuery } from "@/lib/observability/traces/trace-queries";

/** Every run of the tenant, newest first; the filter is the URL. */
export function RunsPage({ tenant }: { tenant: string }) {
  const router = useRouter();
  const pathname = usePathname();
  const parameters = useSearchParams();
  const filter = useMemo(() => filterFromUrl(parameters.entries()), [parameters]);
  const { data, error, refetch, isLoading, fetchNextPage } = useInfiniteQuery(tracesQuery(tenant, filter));
  const bulk = useCancelRuns(tenant);
  const change = useCallback(
    (next: TraceFilter) => {
      const query = filterToUrl(next);
      router.replace(query ? `${pathname}?${query}` : pathname, { scroll: false });
    },
    [router, pathname],
  );
  const rows = data?.pages.flatMap((page) => page.items);
  const hasMore = data?.pages.at(-1)?.nextCursor ?? null;
  return (
    <>
      <PageHeader title="Runs" meta={rows && `${rows.length}${hasMore ? "+" : ""} shown, live`} />
      <TraceFilters filter={filter} onChange={change} />
      <DataTable
        name="runs"
        caption="Runs"
        columns={TRACE_COLUMNS}
        rows={rows}
        rowKey={(trace) => trace.id}
        rowHref={(trace) => `/${tenant}/runs/${trace.id}`}
        isLoading={isLoading}
        error={error}
        onRetry={refetch}
        bulk={bulk}
        nextCursor={hasMore}
        onMore={fetchNextPage}
        empty={<NoRuns isFiltered={Object.keys(filter).length > 0} onClear={() => change({})} />}
      />
      <ListKeys canSelect={bulk !== undefined} />
    </>
  );
}

function NoRuns({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered)
    return (
      <EmptyState
        title="No run matches these filters"
        body="Widen the range, or take a filter away."
        action={<Button onClick={onClear}>Clear the filters</Button>}
      />
    );
  return (
    <EmptyState
      title="Nothing has run yet"
      body="Test a harness in its editor, or start a run of a promoted release by API. Runs appear here as they start."
    />
  );
}
