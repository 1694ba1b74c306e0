"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import { z } from "zod";
import { ExperimentProgress } from "@/components/harness/experiments/experiment-progress";
import { VerdictBadge } from "@/components/harness/experiments/verdict-badge";
import { useMay } from "@/components/shell/viewer-context";
import { buttonClass } from "@/components/ui/button";
import { countOf } from "@/components/ui/count-of";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { formatPercent } from "@/components/ui/format-number";
import { ListSearchField } from "@/components/ui/list-search-field";
import { NoMatch } from "@/components/ui/no-match";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { Select } from "@/components/ui/select";
import { SimulatedBadge } from "@/components/ui/simulated-badge";
import type { TableColumn } from "@/components/ui/table-column";
import { useListSearch } from "@/components/ui/use-list-search";
import { useUrlFilter } from "@/components/ui/use-url-filter";
import { experimentsQuery } from "@/lib/harness/experiments/experiment-queries";
import { type ExperimentSummary, MAX_EXPERIMENTS } from "@/lib/harness/experiments/schema";
import { harnessesQuery } from "@/lib/harness/harnesses/harness-queries";

const NOUN = ["experiment", "experiments"] as const;
const Filter = z.object({ harness: z.string().max(80).optional() });

const columnsOf = (tenant: string): readonly TableColumn<ExperimentSummary>[] => [
  {
    key: "name",
    header: "Experiment",
    primary: true,
    sort: ({ name }) => name,
    cell: ({ name, simulated }) => (
      <span className="inline-flex items-center gap-2">
        {name}
        {simulated && <SimulatedBadge />}
      </span>
    ),
  },
  { key: "harness", header: "Harness", sort: ({ harness }) => harness.name, cell: ({ harness }) => harness.name },
  {
    key: "dataset",
    header: "Dataset",
    sort: ({ dataset, datasetRev }) => `${dataset} r${datasetRev}`,
    cell: ({ dataset, datasetRev, reason }) =>
      dataset ? (
        <Link className="link mono s" href={`/${tenant}/datasets/${dataset}?rev=${datasetRev}`}>
          {dataset} r{datasetRev}
        </Link>
      ) : (
        <span className="faint">{reason}</span>
      ),
  },
  {
    key: "state",
    header: "State",
    width: "190px",
    sort: ({ state }) => state,
    cell: (one) => <ExperimentProgress experiment={one} />,
  },
  {
    key: "best",
    header: "Best variant",
    sort: ({ best }) => best?.passRate ?? null,
    cell: ({ best }) =>
      best ? (
        <span>
          {best.label} <span className="num muted">{formatPercent(best.passRate)}</span>
        </span>
      ) : (
        <span className="faint">not known yet</span>
      ),
  },
  {
    key: "verdict",
    header: "Verdict",
    width: "130px",
    sort: ({ verdict }) => verdict,
    cell: ({ verdict }) => (verdict ? <VerdictBadge verdict={verdict} /> : <span className="faint">none</span>),
  },
  {
    key: "at",
    header: "Started",
    align: "right",
    width: "110px",
    sort: ({ createdAt }) => Date.parse(createdAt),
    cell: ({ createdAt }) => (
      <span className="muted">
        <RelativeTime at={createdAt} />
      </span>
    ),
  },
];

const textsOf = ({ name, harness, dataset }: ExperimentSummary) => [name, harness.name, dataset];

/** Every experiment: what was compared over which rows, and what came of it. */
export function ExperimentsPage({ tenant }: { tenant: string }) {
  const { filter, change } = useUrlFilter(Filter);
  const { data, error, refetch, isLoading } = useQuery(experimentsQuery(tenant, filter.harness));
  const harnesses = useQuery(harnessesQuery(tenant));
  const columns = useMemo(() => columnsOf(tenant), [tenant]);
  const mayRun = useMay()("draft:run");
  const rows = data?.items;
  const isCut = (rows?.length ?? 0) >= MAX_EXPERIMENTS;
  const search = useListSearch(rows, textsOf, !isCut);
  const start = mayRun && (
    <Link
      className={buttonClass("primary")}
      href={`/${tenant}/experiments/new${filter.harness ? `?harness=${filter.harness}` : ""}`}
    >
      <Plus className="i s" aria-hidden />
      New experiment
    </Link>
  );
  return (
    <>
      <PageHeader
        title="Experiments"
        meta={rows && (isCut ? `The newest ${rows.length}` : countOf(rows.length, NOUN))}
        actions={rows?.length === 0 ? undefined : start}
      />
      <FilterBar onClear={search.onClear}>
        <ListSearchField search={search} by="name, harness or dataset" />
        <Select
          compact
          label="Harness"
          value={filter.harness ?? ""}
          onChange={(harness) => change({ harness: harness || undefined })}
          options={[
            { value: "", label: "Any harness" },
            ...(harnesses.data?.items ?? []).map(({ slug, name }) => ({ value: slug, label: name })),
          ]}
        />
      </FilterBar>
      <DataTable
        name="experiments"
        caption="Experiments"
        columns={columns}
        rows={search.rows}
        isCut={isCut}
        rowKey={(one) => one.id}
        rowHref={(one) => `/${tenant}/experiments/${one.id}`}
        isLoading={isLoading}
        error={error}
        onRetry={refetch}
        empty={
          search.text ? (
            <NoMatch search={search} noun="experiment" />
          ) : (
            <EmptyState
              title="No experiment yet"
              body="An experiment runs variants of a harness, other prompts or models, over the rows of a dataset, grades every answer, and says with an interval which variant is better."
              action={start}
            />
          )
        }
      />
    </>
  );
}
