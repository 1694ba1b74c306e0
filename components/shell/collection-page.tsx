"use client";
import { Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { ArchiveSwitch, useIsArchive } from "@/components/shell/archive-switch";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import type { TableColumn } from "@/components/ui/table-column";
import type { Scope } from "@/lib/governance/access/scopes";

type Props<Row> = {
  title: string;
  /** One of them, for counting: "prompt". */
  noun: string;
  query: { data?: { items: readonly Row[] }; error: Error | null; isLoading: boolean; refetch: () => unknown };
  columns: readonly TableColumn<Row>[];
  rowKey: (row: Row) => string;
  rowHref: (row: Row) => string;
  /** The way to make one, for those who have the right. */
  make: { label: string; scope: Scope; dialog: (props: { open: boolean; onClose: () => void }) => ReactNode };
  empty: { title: string; body: string };
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
  archived,
}: Props<Row>) {
  const [isMaking, setMaking] = useState(false);
  const isArchive = useIsArchive() && archived !== undefined;
  const mayMake = useMay()(make.scope);
  const rows = query.data?.items;
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
        meta={!isArchive && rows && (rows.length === 1 ? `1 ${noun}` : `${rows.length} ${noun}s`)}
        actions={rows?.length === 0 && !isArchive ? undefined : button}
      />
      {archived && <ArchiveSwitch label={`Which ${noun}s`} />}
      {isArchive ? (
        archived
      ) : (
        <DataTable
          caption={title}
          columns={columns}
          rows={rows}
          rowKey={rowKey}
          rowHref={rowHref}
          isLoading={query.isLoading}
          error={query.error}
          onRetry={query.refetch}
          empty={<EmptyState title={empty.title} body={empty.body} action={button} />}
        />
      )}
      {make.dialog({ open: isMaking, onClose: () => setMaking(false) })}
    </>
  );
}
