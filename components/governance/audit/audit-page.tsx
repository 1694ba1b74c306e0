"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { auditColumns } from "@/components/governance/audit/audit-columns";
import { AuditEventDrawer } from "@/components/governance/audit/audit-event-drawer";
import { VerifyAudit } from "@/components/governance/audit/verify-audit";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { SearchField } from "@/components/ui/search-field";
import { Select } from "@/components/ui/select";
import { useUrlFilter } from "@/components/ui/use-url-filter";
import { auditQuery } from "@/lib/governance/audit/audit-queries";
import { type AuditEventView, AuditFilter } from "@/lib/governance/audit/schema";

const OUTCOMES = [
  { value: "", label: "Any outcome" },
  { value: "done", label: "Done" },
  { value: "refused", label: "Refused" },
];

/** Who changed what, in a chain that can be checked. */
export function AuditPage({ tenant }: { tenant: string }) {
  const { filter, change, isFiltered } = useUrlFilter(AuditFilter);
  const { data, error, refetch, isLoading, hasNextPage, fetchNextPage } = useInfiniteQuery(auditQuery(tenant, filter));
  const [opened, setOpened] = useState<AuditEventView | null>(null);
  const columns = useMemo(() => auditColumns(tenant), [tenant]);
  return (
    <>
      <VerifyAudit tenant={tenant} />
      <FilterBar onClear={isFiltered ? () => change({}) : undefined}>
        <SearchField
          label="Search in actions and targets"
          placeholder="Search action, target"
          text={filter.text ?? ""}
          onChange={(text) => change({ ...filter, text })}
        />
        <Select
          compact
          label="Outcome"
          value={filter.outcome ?? ""}
          onChange={(outcome) => change({ ...filter, outcome })}
          options={OUTCOMES}
        />
      </FilterBar>
      <DataTable
        name="audit"
        caption="Audit events"
        columns={columns}
        rows={data?.pages.flatMap((page) => page.items)}
        rowKey={(event) => String(event.seq)}
        onOpen={setOpened}
        selectedKey={opened ? String(opened.seq) : null}
        isLoading={isLoading}
        error={error}
        onRetry={refetch}
        nextCursor={hasNextPage ? "more" : null}
        onMore={fetchNextPage}
        empty={
          isFiltered ? (
            <EmptyState
              title="No event matches these filters"
              body="Take a filter away, or search for another word."
              action={<Button onClick={() => change({})}>Clear the filters</Button>}
            />
          ) : (
            <EmptyState
              title="Nothing has changed yet"
              body="Each change of people, policies, releases, keys and secrets is written here, together with the change itself."
            />
          )
        }
      />
      <AuditEventDrawer tenant={tenant} event={opened} onClose={() => setOpened(null)} />
    </>
  );
}
