"use client";
import { useQuery } from "@tanstack/react-query";
import { FileUp, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { archivedColumns, harnessColumns } from "@/components/harness/harnesses/harness-columns";
import { NewHarnessDialog } from "@/components/harness/harnesses/new-harness-dialog";
import { ImportDialog } from "@/components/harness/workflow-files/import-dialog";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { Kbd } from "@/components/ui/kbd";
import { PageHeader } from "@/components/ui/page-header";
import { Segmented } from "@/components/ui/segmented";
import { useUrlValue } from "@/components/ui/use-url-value";
import { archivedHarnessesQuery, harnessesQuery } from "@/lib/harness/harnesses/harness-queries";
import { TEMPLATES, type TemplateKey } from "@/lib/harness/templates/template-list";

/** Every harness of the tenant: what is drawn, and which release runs where. */
export function HarnessesPage({ tenant }: { tenant: string }) {
  const [shown, setShown] = useUrlValue("show");
  const isArchive = shown === "archived";
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
      <FilterBar>
        <Segmented
          label="Which harnesses"
          value={isArchive ? "archived" : "used"}
          options={[
            { value: "used", label: "In use" },
            { value: "archived", label: "Archived" },
          ]}
          onChange={(next) => setShown(next === "archived" ? next : null)}
        />
      </FilterBar>
      <DataTable
        caption="Harnesses"
        columns={columns}
        rows={rows}
        rowKey={(harness) => harness.slug}
        rowHref={isArchive ? undefined : (harness) => `/${tenant}/harnesses/${harness.slug}/edit`}
        isLoading={isLoading}
        error={error}
        onRetry={refetch}
        empty={
          isArchive ? (
            <EmptyState
              title="Nothing is archived"
              body="A harness that is not needed any more is archived from the menu of its editor. What environments run of it goes on, and it can be restored at any time."
            />
          ) : (
            <EmptyState
              title="No harness yet"
              body="A harness is an agent or a workflow that you draw: what starts it, which models and tools it uses, where it ends. Draw one, test it, release it, and run it by API."
              action={
                mayWrite && (
                  <div className="grid gap-3">
                    <div>{make}</div>
                    <Templates onChoose={setMaking} />
                  </div>
                )
              }
            />
          )
        }
      />
      <footer className="foot">
        <span>
          <Kbd>j</Kbd> <Kbd>k</Kbd> move
        </span>
        <span>
          <Kbd>Enter</Kbd> open
        </span>
      </footer>
      <ImportDialog tenant={tenant} open={isImporting} onClose={() => setImporting(false)} />
      {making !== null && <NewHarnessDialog tenant={tenant} open start={making} onClose={() => setMaking(null)} />}
    </>
  );
}

/** Drafts to start from, each with what it shows. */
function Templates({ onChoose }: { onChoose: (template: TemplateKey) => void }) {
  return (
    <section aria-label="Templates">
      <h3 className="label mb-2">Or start from a template</h3>
      <ul className="grid gap-2">
        {TEMPLATES.map(({ key, name, description, shows }) => (
          <li key={key} className="flex items-start gap-3">
            <Button size="sm" onClick={() => onChoose(key)}>
              {name}
            </Button>
            <span>
              {description} <span className="text-faint">({shows})</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
