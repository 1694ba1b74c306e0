"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import Link from "next/link";
import { useMemo, useState } from "react";
import { CreateKeyDialog } from "@/components/governance/keys/create-key-dialog";
import { keyColumns } from "@/components/governance/keys/key-columns";
import { RevokeKeyDialog } from "@/components/governance/keys/revoke-key-dialog";
import { useMay } from "@/components/shell/viewer-context";
import { Button, buttonClass } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { apiKeysQuery } from "@/lib/governance/keys/key-queries";
import type { ApiKeyRow } from "@/lib/governance/keys/schema";

/** The keys that programs use for the API: make, see who uses what, revoke. */
export function KeysPage({ tenant }: { tenant: string }) {
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery(apiKeysQuery(tenant));
  const mayWrite = useMay()("apikey:write");
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKeyRow | null>(null);
  const columns = useMemo(() => keyColumns(mayWrite ? setRevoking : null), [mayWrite]);
  const create = mayWrite && (
    <Button variant="primary" onClick={() => setMaking(true)}>
      <KeyRound className="i s" aria-hidden />
      New key
    </Button>
  );
  return (
    <>
      <PageHeader
        title="API keys"
        meta="Programs start and read runs with a key. It never governs: no people, policies or keys."
        actions={
          <>
            <Link className={buttonClass()} href={`/docs/api?tenant=${tenant}`}>
              API reference
            </Link>
            {create}
          </>
        }
      />
      <DataTable
        name="keys"
        caption="API keys"
        columns={columns}
        rows={data?.pages.flatMap((page) => page.items)}
        rowKey={(row) => row.id}
        isLoading={isFetching}
        error={error}
        onRetry={refetch}
        nextCursor={hasNextPage ? "more" : null}
        onMore={fetchNextPage}
        empty={
          <EmptyState
            title="No API key yet"
            body="A key lets a program start runs and read what they did. It is shown once, ends on a day you choose and can be revoked at any time."
            action={create}
          />
        }
      />
      {isMaking && <CreateKeyDialog tenant={tenant} onClose={() => setMaking(false)} />}
      <RevokeKeyDialog tenant={tenant} revoking={revoking} onClose={() => setRevoking(null)} />
    </>
  );
}
