"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ActorName } from "@/components/governance/members/actor-name";
import { ArchivedAssets } from "@/components/harness/assets/archived-assets";
import { useArchiveMany } from "@/components/harness/assets/use-archive-many";
import { NewDatasetDialog } from "@/components/harness/datasets/new-dataset-dialog";
import { CollectionPage } from "@/components/shell/collection-page";
import { formatNumber } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TableColumn } from "@/components/ui/table-column";
import { datasetsQuery } from "@/lib/harness/datasets/dataset-queries";
import type { DatasetSummary } from "@/lib/harness/datasets/schema";

const columnsOf = (tenant: string): readonly TableColumn<DatasetSummary>[] => [
  { key: "name", header: "Dataset", primary: true, sort: ({ name }) => name, cell: ({ name }) => name },
  { key: "key", header: "Key", sort: ({ key }) => key, cell: ({ key }) => <span className="mono s muted">{key}</span> },
  {
    key: "rows",
    header: "Rows",
    align: "right",
    width: "100px",
    sort: ({ rows }) => rows,
    cell: ({ rows }) => <span className="num">{formatNumber(rows)}</span>,
  },
  {
    key: "rev",
    header: "Revision",
    align: "right",
    width: "100px",
    sort: ({ rev }) => rev,
    cell: ({ rev }) => <span className="num">{rev}</span>,
  },
  {
    key: "by",
    header: "Revised",
    sort: ({ at }) => Date.parse(at),
    cell: ({ at, by }) => (
      <span className="muted">
        <RelativeTime at={at} /> by <ActorName tenant={tenant} actor={by} />
      </span>
    ),
  },
];

const assetOf = ({ key, name }: DatasetSummary) => ({ key, name, isBuiltIn: false });
const FIND = { by: "name or key", textsOf: ({ name, key }: DatasetSummary) => [name, key] };

/** Inputs with the answers that are expected: what experiments run over. */
export function DatasetsPage({ tenant }: { tenant: string }) {
  const query = useQuery(datasetsQuery(tenant));
  const columns = useMemo(() => columnsOf(tenant), [tenant]);
  const bulk = useArchiveMany(tenant, "dataset", assetOf);
  return (
    <CollectionPage
      title="Datasets"
      noun={["dataset", "datasets"]}
      query={query}
      columns={columns}
      rowKey={(dataset) => dataset.key}
      find={FIND}
      bulk={bulk}
      rowHref={(dataset) => `/${tenant}/datasets/${dataset.key}`}
      make={{
        label: "New dataset",
        scope: "harness:write",
        dialog: (props) => <NewDatasetDialog tenant={tenant} {...props} />,
      }}
      archived={<ArchivedAssets tenant={tenant} kind="dataset" />}
      empty={{
        title: "No dataset yet",
        body: "A dataset holds inputs and the answers that you expect. Experiments run a harness over its rows and say whether a change makes it better. Import a file, type rows, or take them from runs.",
      }}
    />
  );
}
