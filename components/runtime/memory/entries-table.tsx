"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { EntryDrawer } from "@/components/runtime/memory/entry-drawer";
import { Trust } from "@/components/runtime/memory/trust";
import type { MemoryView } from "@/components/runtime/memory/use-memory-view";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TableColumn } from "@/components/ui/table-column";
import { memoryEntriesQuery } from "@/lib/runtime/memory-entries/memory-entry-queries";
import type { EntryView } from "@/lib/runtime/memory-entries/schema";

const COLUMNS: readonly TableColumn<EntryView>[] = [
  { key: "key", header: "Entry", width: "180px", cell: (row) => <span className="mono">{row.key}</span> },
  {
    key: "content",
    header: "What",
    cell: (row) =>
      row.status === "forgotten" ? (
        <span className="text-faint">forgotten</span>
      ) : row.content === null ? (
        <span className="text-faint">not shown to your role</span>
      ) : (
        <span className="cut block max-w-[480px]">{row.content}</span>
      ),
  },
  {
    key: "scope",
    header: "Belongs to",
    cell: (row) => (
      <>
        {row.scope} <span className="mono s text-muted">{row.scopeKey.slice(-12)}</span>
      </>
    ),
  },
  { key: "environment", header: "Environment", width: "120px", cell: (row) => row.environment },
  { key: "version", header: "Version", align: "right", width: "80px", cell: (row) => `v${row.version}` },
  { key: "trust", header: "Trust", width: "100px", cell: (row) => <Trust trust={row.trust} /> },
  { key: "updated", header: "Changed", width: "120px", cell: (row) => <RelativeTime at={row.updatedAt} /> },
];

/** Remembered facts, last changed first; one opens in the drawer with its versions. */
export function EntriesTable({ tenant, view }: { tenant: string; view: MemoryView }) {
  const query = useInfiniteQuery(memoryEntriesQuery(tenant));
  return (
    <>
      <DataTable
        name="memory-entries"
        caption="Memory entries"
        columns={COLUMNS}
        rows={query.data?.pages.flatMap((page) => page.items)}
        rowKey={(row) => row.id}
        isLoading={query.isLoading || query.isFetchingNextPage}
        error={query.error}
        onRetry={query.refetch}
        onOpen={(row) => view.show({ open: row.id })}
        selectedKey={view.open}
        nextCursor={query.hasNextPage ? "more" : null}
        onMore={query.fetchNextPage}
        empty={
          <EmptyState
            title="Nothing is remembered yet"
            body="Agents that are granted memory keep facts here, and steps that write it: about a run, a conversation, an end user, or for everybody."
          />
        }
      />
      <EntryDrawer tenant={tenant} view={view} />
    </>
  );
}
