"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { LockKeyhole } from "lucide-react";
import { useMemo, useState } from "react";
import { DeleteSecretDialog } from "@/components/governance/secrets/delete-secret-dialog";
import { secretColumns } from "@/components/governance/secrets/secret-columns";
import { SecretDialog } from "@/components/governance/secrets/secret-dialog";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { ListSearchField } from "@/components/ui/list-search-field";
import { NoMatch } from "@/components/ui/no-match";
import { PageHeader } from "@/components/ui/page-header";
import { useListSearch } from "@/components/ui/use-list-search";
import type { SecretView } from "@/lib/governance/secrets/schema";
import { secretsQuery } from "@/lib/governance/secrets/secret-queries";

const textsOf = ({ name, allowedHosts }: SecretView) => [name, ...allowedHosts];

/** Values that tools send and nobody reads: store, replace, destroy. */
export function SecretsPage({ tenant }: { tenant: string }) {
  const { data, error, refetch, isLoading, hasNextPage, fetchNextPage } = useInfiniteQuery(secretsQuery(tenant));
  const rows = data?.pages.flatMap((page) => page.items);
  const search = useListSearch(rows, textsOf, !hasNextPage);
  const mayWrite = useMay()("secret:write");
  const [editing, setEditing] = useState<SecretView | "new" | null>(null);
  const [deleting, setDeleting] = useState<SecretView | null>(null);
  const columns = useMemo(
    () => secretColumns(tenant, mayWrite ? { setEditing, setDeleting } : null),
    [tenant, mayWrite],
  );
  const create = mayWrite && (
    <Button variant="primary" onClick={() => setEditing("new")}>
      <LockKeyhole className="i s" aria-hidden />
      New secret
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Secrets"
        meta="Tools send them to the hosts you name. Values are sealed: no page, prompt or trace shows one."
        actions={create}
      />
      {search.isPossible && (
        <FilterBar onClear={search.onClear}>
          <ListSearchField search={search} by="name or host" />
        </FilterBar>
      )}
      <DataTable
        name="secrets"
        caption="Secrets"
        columns={columns}
        rows={search.rows}
        rowKey={(row) => row.id}
        isLoading={isLoading}
        error={error}
        onRetry={refetch}
        nextCursor={hasNextPage ? "more" : null}
        onMore={fetchNextPage}
        empty={
          search.text ? (
            <NoMatch search={search} noun="secret" />
          ) : (
            <EmptyState
              title="No secret yet"
              body="A secret is a name for a key or token. An HTTP step or tool names it, and the value is put in the header on the way out."
              action={create}
            />
          )
        }
      />
      {editing && (
        <SecretDialog tenant={tenant} secret={editing === "new" ? null : editing} onClose={() => setEditing(null)} />
      )}
      <DeleteSecretDialog tenant={tenant} deleting={deleting} onClose={() => setDeleting(null)} />
    </>
  );
}
