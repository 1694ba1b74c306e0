"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { CASSETTE_COLUMNS } from "@/components/runtime/cassettes/cassette-columns";
import { CassetteDrawer } from "@/components/runtime/cassettes/cassette-drawer";
import { DeleteCassettes } from "@/components/runtime/cassettes/delete-cassettes";
import { DraftModes } from "@/components/runtime/cassettes/draft-modes";
import { useMay } from "@/components/shell/viewer-context";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { useUrlValue } from "@/components/ui/use-url-value";
import { cassettesQuery } from "@/lib/runtime/cassettes/cassette-queries";

/** Recorded model answers: which harnesses' test runs use them, what is recorded, and how to forget it. */
export function CassettesPage({ tenant }: { tenant: string }) {
  const [opened, open] = useUrlValue("cassette");
  const mayWrite = useMay()("harness:write");
  const query = useInfiniteQuery(cassettesQuery(tenant));
  const rows = query.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHeader
        title="Cassettes"
        meta="Recorded model answers. Runs outside of production record them, and are answered from them without asking a provider."
        actions={mayWrite && rows && rows.length > 0 && <DeleteCassettes tenant={tenant} />}
      />
      <DraftModes tenant={tenant} />
      <DataTable
        name="cassettes"
        caption="Cassettes"
        columns={CASSETTE_COLUMNS}
        rows={rows}
        rowKey={(row) => row.key}
        onOpen={(row) => open(row.key)}
        selectedKey={opened}
        isLoading={query.isLoading}
        error={query.error}
        onRetry={query.refetch}
        nextCursor={query.hasNextPage ? "more" : null}
        onMore={query.fetchNextPage}
        empty={
          <EmptyState
            title="Nothing is recorded"
            body="Let the test runs of a harness record, and run one: every model answer of it appears here."
          />
        }
      />
      {opened && <CassetteDrawer tenant={tenant} cassetteKey={opened} onClose={() => open(null)} />}
    </>
  );
}
