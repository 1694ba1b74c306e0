"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ActorName } from "@/components/governance/members/actor-name";
import { ArchivedAssets } from "@/components/harness/assets/archived-assets";
import { useArchiveMany } from "@/components/harness/assets/use-archive-many";
import { UsedBy } from "@/components/harness/harnesses/used-by";
import { NewPromptDialog } from "@/components/harness/prompts/new-prompt-dialog";
import { CollectionPage } from "@/components/shell/collection-page";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TableColumn } from "@/components/ui/table-column";
import { promptsQuery } from "@/lib/harness/prompts/prompt-queries";
import type { PromptSummary } from "@/lib/harness/prompts/schema";

const columnsOf = (tenant: string): readonly TableColumn<PromptSummary>[] => [
  { key: "name", header: "Prompt", primary: true, sort: ({ name }) => name, cell: ({ name }) => name },
  { key: "key", header: "Key", sort: ({ key }) => key, cell: ({ key }) => <span className="mono s muted">{key}</span> },
  {
    key: "rev",
    header: "Revision",
    align: "right",
    width: "90px",
    sort: ({ rev }) => rev,
    cell: ({ rev }) => <span className="num">{rev}</span>,
  },
  {
    key: "variants",
    header: "Variants",
    align: "right",
    width: "90px",
    sort: ({ variants }) => variants,
    cell: ({ variants }) => <span className="num">{variants}</span>,
  },
  {
    key: "used",
    header: "Used by the drafts of",
    sort: ({ usedBy }) => usedBy.length,
    cell: ({ usedBy }) => <UsedBy tenant={tenant} harnesses={usedBy} />,
  },
  {
    key: "by",
    header: "Revised",
    sort: ({ at }) => Date.parse(at),
    cell: ({ at, by }) => (
      <span className="muted">
        <RelativeTime at={at} /> by <ActorName tenant={tenant} actor={by} />
      </span>
    ),
  },
];

const assetOf = ({ key, name }: PromptSummary) => ({ key, name, isBuiltIn: false });
const FIND = { by: "name or key", textsOf: ({ name, key }: PromptSummary) => [name, key] };

/** Texts that several steps or harnesses share, with their revisions. */
export function PromptsPage({ tenant }: { tenant: string }) {
  const query = useQuery(promptsQuery(tenant));
  const columns = useMemo(() => columnsOf(tenant), [tenant]);
  const bulk = useArchiveMany(tenant, "prompt", assetOf);
  return (
    <CollectionPage
      title="Prompts"
      noun={["prompt", "prompts"]}
      query={query}
      columns={columns}
      rowKey={(prompt) => prompt.key}
      find={FIND}
      bulk={bulk}
      rowHref={(prompt) => `/${tenant}/prompts/${prompt.key}`}
      make={{
        label: "New prompt",
        scope: "harness:write",
        dialog: (props) => <NewPromptDialog tenant={tenant} {...props} />,
      }}
      archived={<ArchivedAssets tenant={tenant} kind="prompt" />}
      empty={{
        title: "No prompt yet",
        body: "A prompt kept here can be used by several steps and harnesses. Each change is a revision; a release keeps the revision that it was made with.",
      }}
    />
  );
}
