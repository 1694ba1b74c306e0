"use client";
import { useQuery } from "@tanstack/react-query";
import { Variable } from "lucide-react";
import { useMemo, useState } from "react";
import { DeleteVariableDialog } from "@/components/harness/variables/delete-variable-dialog";
import { variableColumns } from "@/components/harness/variables/variable-columns";
import { VariableDialog } from "@/components/harness/variables/variable-dialog";
import { textOf } from "@/components/harness/variables/variable-form";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { ListSearchField } from "@/components/ui/list-search-field";
import { NoMatch } from "@/components/ui/no-match";
import { PageHeader } from "@/components/ui/page-header";
import { useListSearch } from "@/components/ui/use-list-search";
import type { VariableView } from "@/lib/harness/variables/schema";
import { variablesQuery } from "@/lib/harness/variables/variable-queries";

const textsOf = ({ name, values }: VariableView) => [
  `vars.${name}`,
  ...Object.values(values).flatMap((value) => (value === null ? [] : [textOf(value)])),
];

/** Values that differ from one environment to the next, by the name that steps and prompts read. */
export function VariablesPage({ tenant }: { tenant: string }) {
  const { data, error, refetch, isLoading } = useQuery(variablesQuery(tenant));
  const search = useListSearch(data?.items, textsOf);
  const may = useMay();
  const [editing, setEditing] = useState<VariableView | "new" | null>(null);
  const [deleting, setDeleting] = useState<VariableView | null>(null);
  const [mayMake, mayPromote] = [may("harness:write"), may("release:promote")];
  const columns = useMemo(
    () =>
      variableColumns(
        mayMake || mayPromote ? { onEdit: setEditing, ...(mayMake ? { onDelete: setDeleting } : {}) } : null,
      ),
    [mayMake, mayPromote],
  );
  const create = mayMake && (
    <Button variant="primary" onClick={() => setEditing("new")}>
      <Variable className="i s" aria-hidden />
      New variable
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Variables"
        meta="One release, other values in each environment. Everybody here can read them."
        actions={create}
      />
      {search.isPossible && (
        <FilterBar onClear={search.onClear}>
          <ListSearchField search={search} by="name or value" />
        </FilterBar>
      )}
      <DataTable
        name="variables"
        caption="Variables"
        columns={columns}
        rows={search.rows}
        rowKey={(row) => row.name}
        isLoading={isLoading}
        error={error}
        onRetry={refetch}
        empty={
          search.text ? (
            <NoMatch search={search} noun="variable" />
          ) : (
            <EmptyState
              title="No variable yet"
              body="A variable is a name with a value for draft, staging and production: an address, a limit, a switch. Steps and prompts read it as vars.name."
              action={create}
            />
          )
        }
      />
      {editing && (
        <VariableDialog
          tenant={tenant}
          variable={editing === "new" ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
      {deleting && <DeleteVariableDialog tenant={tenant} variable={deleting} onClose={() => setDeleting(null)} />}
    </>
  );
}
