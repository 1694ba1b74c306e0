"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Cpu } from "lucide-react";
import { useState } from "react";
import { CONNECTION_COLUMNS } from "@/components/governance/models/connection-columns";
import { ConnectionDialog } from "@/components/governance/models/connection-dialog";
import { ConnectionDrawer } from "@/components/governance/models/connection-drawer";
import { FaultRules } from "@/components/governance/models/fault-rules";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { ListSearchField } from "@/components/ui/list-search-field";
import { NoMatch } from "@/components/ui/no-match";
import { PageHeader } from "@/components/ui/page-header";
import { useListSearch } from "@/components/ui/use-list-search";
import { connectionsQuery } from "@/lib/governance/models/connection-queries";
import type { ConnectionView } from "@/lib/governance/models/schema";

const textsOf = ({ name, baseUrl, models }: ConnectionView) => [
  name,
  baseUrl ?? "",
  ...models.map(({ modelId }) => modelId),
];

/** The model providers of a tenant: connect, test, offer models to harnesses. */
export function ModelsPage({ tenant }: { tenant: string }) {
  const { data, error, refetch, isLoading, hasNextPage, fetchNextPage } = useInfiniteQuery(connectionsQuery(tenant));
  const mayWrite = useMay()("model:write");
  const [isAdding, setAdding] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  const rows = data?.pages.flatMap((page) => page.items);
  const search = useListSearch(rows, textsOf, !hasNextPage);
  const open = (id: string) => {
    setAdding(false);
    setOpened(id);
  };
  return (
    <>
      <PageHeader
        title="Models"
        meta="Simulated models need no key. A connection to a provider brings real ones; its key is sealed."
        actions={
          mayWrite && (
            <Button variant="primary" onClick={() => setAdding(true)}>
              <Cpu className="i s" aria-hidden />
              New connection
            </Button>
          )
        }
      />
      {search.isPossible && (
        <FilterBar onClear={search.onClear}>
          <ListSearchField search={search} by="name, address or model" />
        </FilterBar>
      )}
      <DataTable
        name="models"
        caption="Model connections"
        columns={CONNECTION_COLUMNS}
        rows={search.rows}
        rowKey={(row) => row.id}
        onOpen={(row) => setOpened(row.id)}
        selectedKey={opened}
        isLoading={isLoading}
        error={error}
        onRetry={refetch}
        nextCursor={hasNextPage ? "more" : null}
        onMore={fetchNextPage}
        empty={
          search.text ? (
            <NoMatch search={search} noun="connection" />
          ) : (
            <EmptyState
              title="No model connection"
              body="Agents need a model. Connect an OpenAI-compatible API with its address and a key."
            />
          )
        }
      />
      <FaultRules tenant={tenant} connections={rows ?? []} mayWrite={mayWrite} />
      {isAdding && (
        <ConnectionDialog tenant={tenant} connection={null} onClose={() => setAdding(false)} onSaved={open} />
      )}
      <ConnectionDrawer
        tenant={tenant}
        connection={rows?.find((row) => row.id === opened) ?? null}
        mayWrite={mayWrite}
        onClose={() => setOpened(null)}
      />
    </>
  );
}
