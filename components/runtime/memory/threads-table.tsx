"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ThreadDrawer } from "@/components/runtime/memory/thread-drawer";
import type { MemoryView } from "@/components/runtime/memory/use-memory-view";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TableColumn } from "@/components/ui/table-column";
import type { ThreadView } from "@/lib/runtime/threads/schema";
import { threadsQuery } from "@/lib/runtime/threads/thread-queries";

const COLUMNS: readonly TableColumn<ThreadView>[] = [
  { key: "thread", header: "Thread", width: "130px", cell: (row) => <span className="mono">{row.id.slice(-8)}</span> },
  { key: "harness", header: "Harness", cell: (row) => row.harness.name },
  {
    key: "user",
    header: "End user",
    cell: (row) => row.endUser ?? <span className="text-faint">not named</span>,
  },
  { key: "environment", header: "Environment", width: "130px", cell: (row) => row.environment },
  { key: "messages", header: "Messages", align: "right", width: "100px", cell: (row) => row.messages },
  {
    key: "last",
    header: "Last message",
    width: "140px",
    cell: (row) => row.lastMessageAt && <RelativeTime at={row.lastMessageAt} />,
  },
];

/** Conversations, last used first; one opens in the drawer. */
export function ThreadsTable({ tenant, view }: { tenant: string; view: MemoryView }) {
  const query = useInfiniteQuery(threadsQuery(tenant));
  const rows = query.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <DataTable
        name="threads"
        caption="Threads"
        columns={COLUMNS}
        rows={rows}
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
            title="No conversation yet"
            body="A harness that starts with a chat keeps its messages here, when a model in it takes the thread as history."
          />
        }
      />
      <ThreadDrawer tenant={tenant} view={view} thread={rows?.find((row) => row.id === view.open)} />
    </>
  );
}
