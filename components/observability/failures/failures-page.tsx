"use client";
import { useQuery } from "@tanstack/react-query";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { HeatLegend } from "@/components/charts/heat-legend";
import { CellPanel } from "@/components/observability/failures/cell-panel";
import { type CellPlace, parseCell, printCell } from "@/components/observability/failures/cell-place";
import { ClassTable } from "@/components/observability/failures/class-table";
import { FailureTable } from "@/components/observability/failures/failure-table";
import { HeatGrid } from "@/components/observability/failures/heat-grid";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { PageHeader } from "@/components/ui/page-header";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { failuresQuery } from "@/lib/observability/failures/failure-queries";
import { type FailureMap, FailureQuery } from "@/lib/observability/failures/schema";

const RANGES = [
  { value: "24h", label: "24 hours" },
  { value: "7d", label: "7 days" },
] as const;

/** Where attempts fail, and when; every cell leads to its runs. */
export function FailuresPage({ tenant }: { tenant: string }) {
  const { query, cell, setQuery, setCell } = useUrlQuery();
  const [asTable, setAsTable] = useState(false);
  const { data, error, refetch } = useQuery(failuresQuery(tenant, query));
  const harnesses = [...new Set((data?.rows ?? []).map((row) => row.harness))];
  return (
    <>
      <PageHeader
        title="Failures"
        meta="failed attempts per attempt, by node and time"
        actions={<Button onClick={() => setAsTable(!asTable)}>{asTable ? "View as map" : "View as table"}</Button>}
      />
      <FilterBar onClear={query.environment || query.harness ? () => setQuery({ range: query.range }) : undefined}>
        <Segmented
          label="Range"
          value={query.range}
          options={RANGES}
          onChange={(range) => setQuery({ ...query, range })}
        />
        <Select
          compact
          label="Environment"
          value={query.environment ?? ""}
          onChange={(environment) => setQuery(FailureQuery.parse({ ...query, environment: environment || undefined }))}
          options={[
            { value: "", label: "Every environment" },
            ...["draft", "staging", "production"].map((value) => ({ value, label: value })),
          ]}
        />
        <Select
          compact
          label="Harness"
          value={query.harness ?? ""}
          onChange={(harness) => setQuery({ ...query, harness: harness || undefined })}
          options={[{ value: "", label: "Every harness" }, ...harnesses.map((value) => ({ value, label: value }))]}
        />
      </FilterBar>
      <div className="flex min-h-0 flex-1">
        <div className="min-w-0 flex-1 overflow-auto px-page pb-6">
          {error ? (
            <ErrorState error={error} onRetry={refetch} />
          ) : data ? (
            <Content tenant={tenant} map={data} query={query} asTable={asTable} cell={cell} onOpen={setCell} />
          ) : (
            <Skeleton width="60%" />
          )}
        </div>
        {data && cell && (
          <CellPanel
            tenant={tenant}
            map={data}
            place={cell}
            environment={query.environment}
            onClose={() => setCell(null)}
          />
        )}
      </div>
    </>
  );
}

type ContentProps = {
  tenant: string;
  map: FailureMap;
  query: FailureQuery;
  asTable: boolean;
  cell: CellPlace | null;
  onOpen: (place: CellPlace) => void;
};

function Content({ tenant, map, query, asTable, cell, onOpen }: ContentProps) {
  if (map.rows.length === 0)
    return (
      <EmptyState
        title="Nothing has run in this time"
        body="Cells appear as steps run. Widen the range, or start a run."
      />
    );
  return (
    <div className="grid gap-6">
      {asTable ? <FailureTable map={map} /> : <HeatGrid map={map} open={cell} onOpen={onOpen} />}
      <HeatLegend />
      <ClassTable tenant={tenant} map={map} environment={query.environment} />
    </div>
  );
}

/** The query and the open cell, kept in the URL. Another query closes the cell. */
function useUrlQuery() {
  const router = useRouter();
  const pathname = usePathname();
  const parameters = useSearchParams();
  const parsed = FailureQuery.safeParse(Object.fromEntries(parameters.entries()));
  const query = parsed.success ? parsed.data : FailureQuery.parse({});
  const go = (next: FailureQuery, cell: CellPlace | null) => {
    const entries = Object.entries({ ...next, cell: cell ? printCell(cell) : undefined });
    const known = entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
    router.replace(`${pathname}?${new URLSearchParams(known)}`, { scroll: false });
  };
  return {
    query,
    cell: parseCell(parameters.get("cell")),
    setQuery: (next: FailureQuery) => go(next, null),
    setCell: (cell: CellPlace | null) => go(query, cell),
  };
}
