"use client";
import { Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { ArchiveSwitch, useIsArchive } from "@/components/shell/archive-switch";
import { useMay } from "@/components/shell/viewer-context";
import type { Bulk } from "@/components/ui/bulk-action";
import { Button } from "@/components/ui/button";
import { countOf } from "@/components/ui/count-of";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { ListKeys } from "@/components/ui/list-keys";
import { ListSearchField } from "@/components/ui/list-search-field";
import { NoMatch } from "@/components/ui/no-match";
import { PageHeader } from "@/components/ui/page-header";
import type { TableColumn } from "@/components/ui/table-column";
import { useListSearch } from "@/components/ui/use-list-search";
import type { Scope } from "@/lib/governance/access/scopes";

type Props<Row> = {
  title: string;
  /** One of them and many, for counting: "prompt", "prompts". */
  noun: readonly [one: string, many: string];
  query: { data?: { items: readonly Row[] }; error: Error | null; isLoading: boolean; refetch: () => unknown };
  columns: readonly TableColumn<Row>[];
  rowKey: (row: Row) => string;
  rowHref: (row: Row) => string;
  /** The way to make one, for those who have the right. */
  make: { label: string; scope: Scope; dialog: (props: { open: boolean; onClose: () => void }) => ReactNode };
  empty: { title: string; body: string };
  /** What one is found by, and in words: "name or key". */
  find: { textsOf: (row: Row) => readonly string[]; by: string };
  /** What can be done to many of them. */
  bulk?: Bulk<Row>;
  /** The table of what is archived, where there is an archive. */
  archived?: ReactNode;
};

/** Everything of one kind as a table, with the way to make another one. */
export function CollectionPage<Row extends object>({
  title,
  noun,
  query,
  columns,
  rowKey,
  rowHref,
  make,
  empty,
  find,
  bulk,
  archived,
}: Props<Row>) {
  const [one, many] = noun;
  const [isMaking, setMaking] = useState(false);
  const isArchive = useIsArchive() && archived !== undefined;
  const mayMake = useMay()(make.scope);
  const rows = query.data?.items;
  const search = useListSearch(rows, find.textsOf);
  const field = <ListSearchField search={search} by={find.by} />;
  const button = mayMake && (
    <Button variant="primary" onClick={() => setMaking(true)}>
      <Plus className="i s" aria-hidden />
      {make.label}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={title}
        meta={!isArchive && rows && countOf(rows.length, noun)}
        actions={rows?.length === 0 && !isArchive ? undefined : button}
      />
      {archived ? (
        <ArchiveSwitch label={`Which ${many}`} onClear={search.onClear}>
          {field}
        </ArchiveSwitch>
      ) : (
        search.isPossible && <FilterBar onClear={search.onClear}>{field}</FilterBar>
      )}
      {isArchive ? (
        archived
      ) : (
        <DataTable
          name={one.replaceAll(" ", "-")}
          caption={title}
          columns={columns}
          rows={search.rows}
          rowKey={rowKey}
          rowHref={rowHref}
          bulk={bulk}
          isLoading={query.isLoading}
          error={query.error}
          onRetry={query.refetch}
          empty={
            search.text ? (
              <NoMatch search={search} noun={one} />
            ) : (
              <EmptyState title={empty.title} body={empty.body} action={button} />
            )
          }
        />
      )}
      {rows && rows.length > 0 && !isArchive && <ListKeys canSelect={bulk !== undefined} />}
      {make.dialog({ open: isMaking, onClose: () => setMaking(false) })}
    </>
  );
}
