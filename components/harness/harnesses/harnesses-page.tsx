"use client";
import { useQuery } from "@tanstack/react-query";
import { FileUp, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { archivedColumns, harnessColumns } from "@/components/harness/harnesses/harness-columns";
import { NewHarnessDialog } from "@/components/harness/harnesses/new-harness-dialog";
import { NoHarness } from "@/components/harness/harnesses/no-harness";
import { useArchiveHarnesses } from "@/components/harness/harnesses/use-archive-harnesses";
import { ImportDialog } from "@/components/harness/workflow-files/import-dialog";
import { ArchiveSwitch, useIsArchive } from "@/components/shell/archive-switch";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { ListKeys } from "@/components/ui/list-keys";
import { ListSearchField } from "@/components/ui/list-search-field";
import { NoMatch } from "@/components/ui/no-match";
import { PageHeader } from "@/components/ui/page-header";
import { useListSearch } from "@/components/ui/use-list-search";
import { archivedHarnessesQuery, harnessesQuery } from "@/lib/harness/harnesses/harness-queries";
import type { HarnessView } from "@/lib/harness/harnesses/schema";
import type { TemplateKey } from "@/lib/harness/templates/template-list";

const textsOf = ({ name, slug }: HarnessView) => [name, slug];

/** Every harness of the tenant: what is drawn, and which release runs where. */
export function HarnessesPage({ tenant }: { tenant: string }) {
  const isArchive = useIsArchive();
  const { data, error, refetch, isLoading } = useQuery(
    isArchive ? archivedHarnessesQuery(tenant) : harnessesQuery(tenant),
  );
  const [making, setMaking] = useState<TemplateKey | "" | null>(null);
  const may = useMay();
  const mayWrite = may("harness:write");
  const mayChooseOwner = mayWrite && may("member:read");
  const columns = useMemo(
    () => (isArchive ? archivedColumns(tenant, mayWrite) : harnessColumns(tenant, mayChooseOwner)),
    [tenant, isArchive, mayWrite, mayChooseOwner],
  );
  const rows = data?.items;
  const search = useListSearch(rows, textsOf);
  const bulk = useArchiveHarnesses(tenant, isArchive);
  const [isImporting, setImporting] = useState(false);
  const make = mayWrite && (
    <>
      <Button onClick={() => setImporting(true)}>
        <FileUp className="i s" aria-hidden />
        Import
      </Button>
      <Button variant="primary" onClick={() => setMaking("")}>
        <Plus className="i s" aria-hidden />
        New harness
      </Button>
    </>
  );
  return (
    <>
      <PageHeader
        title="Harnesses"
        meta={rows && (rows.length === 1 ? "1 harness" : `${rows.length} harnesses`)}
        actions={rows?.length === 0 && !isArchive ? undefined : make}
      />
      <ArchiveSwitch label="Which harnesses" onClear={search.onClear}>
        <ListSearchField search={search} by="name" />
      </ArchiveSwitch>
      <DataTable
        key={isArchive ? "archived" : "used"}
        name={isArchive ? "archived-harnesses" : "harnesses"}
        caption="Harnesses"
        columns={columns}
        rows={search.rows}
        rowKey={(harness) => harness.slug}
        rowHref={isArchive ? undefined : (harness) => `/${tenant}/harnesses/${harness.slug}/edit`}
        bulk={bulk}
        isLoading={isLoading}
        error={error}
        onRetry={refetch}
        empty={
          search.text ? (
            <NoMatch search={search} noun="harness" />
          ) : (
            <NoHarness isArchive={isArchive} make={make} onTemplate={setMaking} />
          )
        }
      />
      <ListKeys canSelect={bulk !== undefined} />
      <ImportDialog tenant={tenant} open={isImporting} onClose={() => setImporting(false)} />
      {making !== null && <NewHarnessDialog tenant={tenant} open start={making} onClose={() => setMaking(null)} />}
    </>
  );
}
