"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { ActorName } from "@/components/governance/members/actor-name";
import { UsedBy } from "@/components/harness/harnesses/used-by";
import { NewPromptDialog } from "@/components/harness/prompts/new-prompt-dialog";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TableColumn } from "@/components/ui/table-column";
import { promptsQuery } from "@/lib/harness/prompts/prompt-queries";
import type { PromptSummary } from "@/lib/harness/prompts/schema";

const columnsOf = (tenant: string): readonly TableColumn<PromptSummary>[] => [
  { key: "name", header: "Prompt", primary: true, cell: ({ name }) => name },
  { key: "key", header: "Key", cell: ({ key }) => <span className="mono s muted">{key}</span> },
  {
    key: "rev",
    header: "Revision",
    align: "right",
    width: "90px",
    cell: ({ rev }) => <span className="num">{rev}</span>,
  },
  {
    key: "variants",
    header: "Variants",
    align: "right",
    width: "90px",
    cell: ({ variants }) => <span className="num">{variants}</span>,
  },
  { key: "used", header: "Used by the drafts of", cell: ({ usedBy }) => <UsedBy tenant={tenant} harnesses={usedBy} /> },
  {
    key: "by",
    header: "Revised",
    cell: ({ at, by }) => (
      <span className="muted">
        <RelativeTime at={at} /> by <ActorName tenant={tenant} actor={by} />
      </span>
    ),
  },
];

/** Texts that several steps or harnesses share, with their revisions. */
export function PromptsPage({ tenant }: { tenant: string }) {
  const { data, error, refetch, isLoading } = useQuery(promptsQuery(tenant));
  const [isMaking, setMaking] = useState(false);
  const columns = useMemo(() => columnsOf(tenant), [tenant]);
  const mayWrite = useMay()("harness:write");
  const rows = data?.items;
  const make = mayWrite && (
    <Button variant="primary" onClick={() => setMaking(true)}>
      <Plus className="i s" aria-hidden />
      New prompt
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Prompts"
        meta={rows && (rows.length === 1 ? "1 prompt" : `${rows.length} prompts`)}
        actions={rows?.length === 0 ? undefined : make}
      />
      <DataTable
        caption="Prompts"
        columns={columns}
        rows={rows}
        rowKey={(prompt) => prompt.key}
        rowHref={(prompt) => `/${tenant}/prompts/${prompt.key}`}
        isLoading={isLoading}
        error={error}
        onRetry={refetch}
        empty={
          <EmptyState
            title="No prompt yet"
            body="A prompt kept here can be used by several steps and harnesses. Each change is a revision; a release keeps the revision that it was made with."
            action={make}
          />
        }
      />
      <NewPromptDialog tenant={tenant} open={isMaking} onClose={() => setMaking(false)} />
    </>
  );
}
