"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { RestoreButton } from "@/components/shell/restore-button";
import { useMay } from "@/components/shell/viewer-context";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { NoMatch } from "@/components/ui/no-match";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TableColumn } from "@/components/ui/table-column";
import { useListSearch } from "@/components/ui/use-list-search";
import { archivedAssetsQuery, keysToRefresh, restoreByApi } from "@/lib/harness/assets/asset-queries";
import type { ArchivedAsset, AssetKind } from "@/lib/harness/assets/schema";

type Props = { tenant: string; kind: AssetKind };

/** The archive of one kind: each comes back as it was. */
export function ArchivedAssets({ tenant, kind }: Props) {
  const { data, error, refetch, isLoading } = useQuery(archivedAssetsQuery(tenant, kind));
  const search = useListSearch(data?.items, textsOf);
  const mayRestore = useMay()(kind === "tool" ? "tool:write" : "harness:write");
  const columns = useMemo(() => columnsOf(tenant, mayRestore), [tenant, mayRestore]);
  return (
    <DataTable
      name="archived-assets"
      caption={`Archived ${kind}s`}
      columns={columns}
      rows={search.rows}
      rowKey={({ key }) => key}
      isLoading={isLoading}
      error={error}
      onRetry={refetch}
      empty={
        search.text ? (
          <NoMatch search={search} noun={`archived ${kind}`} />
        ) : (
          <EmptyState
            title="Nothing is archived"
            body={`A ${kind} that nothing uses any more is archived from its page. ${kind === "dataset" ? "Experiments" : "Releases"} keep the revisions that they name, and it can be restored at any time.`}
          />
        )
      }
    />
  );
}

const textsOf = ({ name, key }: ArchivedAsset) => [name, key];

const columnsOf = (tenant: string, mayRestore: boolean): readonly TableColumn<ArchivedAsset>[] => [
  { key: "name", header: "Name", primary: true, sort: ({ name }) => name, cell: ({ name }) => name },
  { key: "key", header: "Key", sort: ({ key }) => key, cell: ({ key }) => <span className="mono s muted">{key}</span> },
  {
    key: "rev",
    header: "Revision",
    align: "right",
    width: "100px",
    sort: ({ rev }) => rev,
    cell: ({ rev }) => <span className="num">{rev}</span>,
  },
  {
    key: "archived",
    header: "Archived",
    sort: ({ archivedAt }) => Date.parse(archivedAt),
    cell: ({ archivedAt }) => (
      <span className="muted">
        <RelativeTime at={archivedAt} />
      </span>
    ),
  },
  {
    key: "restore",
    header: <span className="sr">Restore</span>,
    align: "right",
    width: "130px",
    cell: (asset) => mayRestore && <RestoreAsset tenant={tenant} asset={asset} />,
  },
];

function RestoreAsset({ tenant, asset: { kind, key, name } }: { tenant: string; asset: ArchivedAsset }) {
  const client = useQueryClient();
  const restore = async () => {
    await restoreByApi(tenant, kind, key);
    await Promise.all(keysToRefresh(tenant, kind).map((one) => client.invalidateQueries(one)));
  };
  return <RestoreButton name={name} restore={restore} />;
}
