"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { UsedBy } from "@/components/harness/harnesses/used-by";
import { NewKnowledgeDialog } from "@/components/harness/knowledge/new-knowledge-dialog";
import { CollectionPage } from "@/components/shell/collection-page";
import { formatNumber } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TableColumn } from "@/components/ui/table-column";
import { knowledgeListQuery } from "@/lib/harness/knowledge/knowledge-queries";
import type { KnowledgeSummary } from "@/lib/harness/knowledge/schema";

const columnsOf = (tenant: string): readonly TableColumn<KnowledgeSummary>[] => [
  { key: "name", header: "Knowledge", primary: true, sort: ({ name }) => name, cell: ({ name }) => name },
  { key: "key", header: "Key", sort: ({ key }) => key, cell: ({ key }) => <span className="mono s muted">{key}</span> },
  {
    key: "documents",
    header: "Documents",
    align: "right",
    width: "100px",
    sort: ({ documents }) => documents,
    cell: ({ documents }) => <span className="num">{formatNumber(documents)}</span>,
  },
  {
    key: "passages",
    header: "Passages",
    align: "right",
    width: "100px",
    sort: ({ passages }) => passages,
    cell: ({ passages }) => <span className="num">{formatNumber(passages)}</span>,
  },
  {
    key: "rev",
    header: "Revision",
    align: "right",
    width: "90px",
    sort: ({ rev }) => rev,
    cell: ({ rev }) => <span className="num">{rev}</span>,
  },
  {
    key: "used",
    header: "Used by the drafts of",
    sort: ({ usedBy }) => usedBy.length,
    cell: ({ usedBy }) => <UsedBy tenant={tenant} harnesses={usedBy} />,
  },
  {
    key: "updated",
    header: "Changed",
    width: "110px",
    sort: ({ updatedAt }) => Date.parse(updatedAt),
    cell: ({ updatedAt }) => (
      <span className="muted">
        <RelativeTime at={updatedAt} />
      </span>
    ),
  },
];

const FIND = { by: "name or key", textsOf: ({ name, key }: KnowledgeSummary) => [name, key] };

/** Documents that steps look things up in. */
export function KnowledgeListPage({ tenant }: { tenant: string }) {
  const query = useQuery(knowledgeListQuery(tenant));
  const columns = useMemo(() => columnsOf(tenant), [tenant]);
  return (
    <CollectionPage
      title="Knowledge"
      noun={["knowledge base", "knowledge bases"]}
      query={query}
      columns={columns}
      rowKey={(knowledge) => knowledge.key}
      find={FIND}
      rowHref={(knowledge) => `/${tenant}/knowledge/${knowledge.key}`}
      make={{
        label: "New knowledge",
        scope: "harness:write",
        dialog: (props) => <NewKnowledgeDialog tenant={tenant} {...props} />,
      }}
      empty={{
        title: "No knowledge yet",
        body: "Documents that a step can look things up in: manuals, policies, answers. They are cut into passages and searched by their words. A release keeps the revision that it was made with.",
      }}
    />
  );
}
