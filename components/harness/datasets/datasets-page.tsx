"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { ActorName } from "@/components/governance/members/actor-name";
import { NewDatasetDialog } from "@/components/harness/datasets/new-dataset-dialog";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { formatNumber } from "@/components/ui/format-number";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TableColumn } from "@/components/ui/table-column";
import { datasetsQuery } from "@/lib/harness/datasets/dataset-queries";
import type { DatasetSummary } from "@/lib/harness/datasets/schema";

const columnsOf = (tenant: string): readonly TableColumn<DatasetSummary>[] => [
  { key: "name", header: "Dataset", primary: true, cell: ({ name }) => name },
  { key: "key", header: "Key", cell: ({ key }) => <span className="mono s muted">{key}</span> },
  {
    key: "rows",
    header: "Rows",
    align: "right",
    width: "100px",
    cell: ({ rows }) => <span className="num">{formatNumber(rows)}</span>,
  },
  {
    key: "rev",
    header: "Revision",
    align: "right",
    width: "100px",
    cell: ({ rev }) => <span className="num">{rev}</span>,
  },
  {
    key: "by",
    header: "Revised",
    cell: ({ at, by }) => (
      <span className="muted">
        <RelativeTime at={at} /> by <ActorName tenant={tenant} actor={by} />
      </span>
    ),
  },
];

/** Inputs with the answers that are expected: what experiments run over. */
export function DatasetsPage({ tenant }: { tenant: string }) {
  const { data, error, refetch, isLoading } = useQuery(datasetsQuery(tenant));
  const [isMaking, setMaking] = useState(false);
  const columns = useMemo(() => columnsOf(tenant), [tenant]);
  const mayWrite = useMay()("harness:write");
  const rows = data?.items;
  const make = mayWrite && (
    <Button variant="primary" onClick={() => setMaking(true)}>
      <Plus className="i s" aria-hidden />
      New dataset
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Datasets"
        meta={rows && (rows.length === 1 ? "1 dataset" : `${rows.length} datasets`)}
        actions={rows?.length === 0 ? undefined : make}
      />
      <DataTable
        caption="Datasets"
        columns={columns}
        rows={rows}
        rowKey={(dataset) => dataset.key}
        rowHref={(dataset) => `/${tenant}/datasets/${dataset.key}`}
        isLoading={isLoading}
        error={error}
        onRetry={refetch}
        empty={
          <EmptyState
            title="No dataset yet"
            body="A dataset holds inputs and the answers that you expect. Experiments run a harness over its rows and say whether a change makes it better. Import a file, type rows, or take them from runs."
            action={make}
          />
        }
      />
      <NewDatasetDialog tenant={tenant} open={isMaking} onClose={() => setMaking(false)} />
    </>
  );
}
