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
import { PageHeader } from "@/components/ui/page-header";
import type { SecretView } from "@/lib/governance/secrets/schema";
import { secretsQuery } from "@/lib/governance/secrets/secret-queries";

/** Values that tools send and nobody reads: store, replace, destroy. */
export function SecretsPage({ tenant }: { tenant: string }) {
  const { data, error, refetch, isLoading, hasNextPage, fetchNextPage } = useInfiniteQuery(secretsQuery(tenant));
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
      <DataTable
        caption="Secrets"
        columns={columns}
        rows={data?.pages.flatMap((page) => page.items)}
        rowKey={(row) => row.id}
        isLoading={isLoading}
        error={error}
        onRetry={refetch}
        nextCursor={hasNextPage ? "more" : null}
        onMore={fetchNextPage}
        empty={
          <EmptyState
            title="No secret yet"
            body="A secret is a name for a key or token. An HTTP step or tool names it, and the value is put in the header on the way out."
            action={create}
          />
        }
      />
      {editing && (
        <SecretDialog tenant={tenant} secret={editing === "new" ? null : editing} onClose={() => setEditing(null)} />
      )}
      <DeleteSecretDialog tenant={tenant} deleting={deleting} onClose={() => setDeleting(null)} />
    </>
  );
}
