"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Download, FileUp, Plus } from "lucide-react";
import { useMemo } from "react";
import { z } from "zod";
import { ArchiveAsset } from "@/components/harness/assets/archive-asset";
import { DatasetRevisions } from "@/components/harness/datasets/dataset-revisions";
import { ImportDialog } from "@/components/harness/datasets/import-dialog";
import { rowColumns } from "@/components/harness/datasets/row-columns";
import { RowDrawer } from "@/components/harness/datasets/row-drawer";
import { Crumb } from "@/components/shell/crumb";
import { TopBarCrumbs } from "@/components/shell/top-bar-slots";
import { useMay } from "@/components/shell/viewer-context";
import { Button, buttonClass } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { formatNumber } from "@/components/ui/format-number";
import { PageHeader } from "@/components/ui/page-header";
import { SearchField } from "@/components/ui/search-field";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { useUrlFilter } from "@/components/ui/use-url-filter";
import { datasetQuery, rowsQuery } from "@/lib/harness/datasets/dataset-queries";
import type { DatasetView } from "@/lib/harness/datasets/schema";

const View = z.object({
  rev: z.coerce.number().int().min(1).optional(),
  tag: z.string().max(40).optional(),
  text: z.string().max(200).optional(),
  /** Id of the row in the drawer; `new` for a row that is being written. */
  row: z.string().max(40).optional(),
  show: z.enum(["import", "revisions"]).optional(),
});
type View = z.infer<typeof View>;

/** One dataset: its rows at a revision, filtered; what is shown is in the URL. */
export function DatasetPage({ tenant, dataset }: { tenant: string; dataset: string }) {
  const about = useQuery(datasetQuery(tenant, dataset));
  const { filter, change } = useUrlFilter(View);
  const set = (next: Partial<View>) => {
    const merged = { ...filter, ...next };
    change({ ...merged, rev: merged.rev?.toString() });
  };
  const isNewest = filter.rev === undefined || filter.rev === about.data?.rev;
  const mayEdit = useMay()("harness:write") && isNewest;
  const name = about.data?.name ?? dataset;
  return (
    <>
      <TopBarCrumbs>
        <Crumb>{name}</Crumb>
      </TopBarCrumbs>
      <PageHeader
        title={name}
        meta={about.data && metaOf(about.data, filter.rev)}
        actions={
          about.data && <Actions tenant={tenant} view={about.data} rev={filter.rev} mayEdit={mayEdit} set={set} />
        }
      />
      {about.data ? (
        <DatasetContent tenant={tenant} view={about.data} shown={filter} set={set} mayEdit={mayEdit} />
      ) : (
        <div className="p-[20px]">
          {about.error ? <ErrorState error={about.error} onRetry={about.refetch} /> : <Skeleton height={180} />}
        </div>
      )}
    </>
  );
}

type ContentProps = {
  tenant: string;
  view: DatasetView;
  shown: View;
  set: (next: Partial<View>) => void;
  mayEdit: boolean;
};

function DatasetContent({ tenant, view, shown, set, mayEdit }: ContentProps) {
  const { rev, tag, text } = shown;
  const list = useInfiniteQuery(rowsQuery(tenant, view.key, { rev, tag, text }));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const columns = useMemo(() => rowColumns(tenant), [tenant]);
  const opened = rows?.find((row) => row.id === shown.row) ?? null;
  return (
    <>
      {view.rev > 1 && <Filters view={view} shown={shown} set={set} />}
      <DataTable
        name="dataset-rows"
        caption={`Rows of ${view.name}`}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={(row) => set({ row: row.id })}
        selectedKey={shown.row ?? null}
        isLoading={list.isLoading || list.isFetchingNextPage}
        error={list.error}
        onRetry={() => void list.refetch()}
        nextCursor={list.hasNextPage ? "more" : null}
        onMore={() => void list.fetchNextPage()}
        empty={<NoRows isFiltered={Boolean(tag ?? text)} onClear={() => set({ tag: undefined, text: undefined })} />}
      />
      {(opened || shown.row === "new") && (
        <RowDrawer
          key={opened?.id ?? "new"}
          tenant={tenant}
          dataset={view}
          row={opened}
          readOnly={!mayEdit}
          onClose={() => set({ row: undefined })}
        />
      )}
      {shown.show === "import" && mayEdit && (
        <ImportDialog tenant={tenant} dataset={view} onClose={() => set({ show: undefined })} />
      )}
      {shown.show === "revisions" && (
        <DatasetRevisions
          tenant={tenant}
          dataset={view}
          shown={rev ?? view.rev}
          onShow={(next) => set({ rev: next === view.rev ? undefined : next, show: undefined, row: undefined })}
          onClose={() => set({ show: undefined })}
        />
      )}
    </>
  );
}

function NoRows({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered)
    return (
      <EmptyState
        title="No row matches"
        body="Change the filter to see other rows."
        action={<Button onClick={onClear}>Clear filter</Button>}
      />
    );
  return (
    <EmptyState
      title="No row yet"
      body="Import a CSV or JSONL file, type the first row, or open a run and make it a test case."
    />
  );
}

const metaOf = (view: DatasetView, rev: number | undefined) => (
  <>
    <span className="mono s">{view.key}</span>, {view.rows === 1 ? "1 row" : `${formatNumber(view.rows)} rows`},
    revision {view.rev}
    {rev !== undefined && rev !== view.rev && <span className="warn"> (you look at revision {rev})</span>}
  </>
);

type ActionProps = {
  tenant: string;
  view: DatasetView;
  rev: number | undefined;
  mayEdit: boolean;
  set: (next: Partial<View>) => void;
};

function Actions({ tenant, view, rev, mayEdit, set }: ActionProps) {
  return (
    <>
      <ArchiveAsset tenant={tenant} kind="dataset" asset={view} />
      <Button variant="ghost" onClick={() => set({ show: "revisions" })}>
        Revisions
      </Button>
      {view.rows > 0 && (
        <a
          className={buttonClass("ghost")}
          href={`/api/v1/${tenant}/datasets/${view.key}/export${rev ? `?rev=${rev}` : ""}`}
          download
        >
          <Download className="i s" aria-hidden />
          Export
        </a>
      )}
      {mayEdit && (
        <>
          <Button onClick={() => set({ row: "new" })}>
            <Plus className="i s" aria-hidden />
            New row
          </Button>
          <Button variant="primary" onClick={() => set({ show: "import" })}>
            <FileUp className="i s" aria-hidden />
            Import
          </Button>
        </>
      )}
    </>
  );
}

function Filters({ view, shown, set }: { view: DatasetView; shown: View; set: (next: Partial<View>) => void }) {
  return (
    <div className="flex flex-none gap-2 px-page pb-3">
      <SearchField
        label="Search rows"
        placeholder="Words in input or answer"
        text={shown.text ?? ""}
        onChange={(text) => set({ text: text || undefined })}
      />
      {view.tags.length > 0 && (
        <Select
          compact
          label="Tag"
          value={shown.tag ?? ""}
          onChange={(tag) => set({ tag: tag || undefined })}
          options={[
            { value: "", label: "Any tag" },
            ...view.tags.map(({ tag, rows }) => ({ value: tag, label: tag, hint: `${rows} rows` })),
          ]}
        />
      )}
    </div>
  );
}
