"use client";
import { useQuery } from "@tanstack/react-query";
import { ActorName } from "@/components/governance/members/actor-name";
import { Crumb } from "@/components/shell/crumb";
import { TopBarCrumbs } from "@/components/shell/top-bar-slots";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { documentQuery } from "@/lib/harness/knowledge/knowledge-queries";
import type { DocumentView } from "@/lib/harness/knowledge/schema";

type Props = { tenant: string; knowledge: string; documentId: string };

/** A document as steps find it: passage by passage, each with the headings above it. */
export function DocumentPage({ tenant, knowledge, documentId }: Props) {
  const { data, error, refetch } = useQuery(documentQuery(tenant, knowledge, documentId));
  return (
    <>
      <TopBarCrumbs>
        <Crumb href={`/${tenant}/knowledge/${knowledge}`}>{data?.knowledge.name ?? knowledge}</Crumb>
        <Crumb>{data?.title ?? "Document"}</Crumb>
      </TopBarCrumbs>
      <PageHeader
        title={data?.title ?? "Document"}
        meta={
          data && (
            <>
              {data.passages} {data.passages === 1 ? "passage" : "passages"}, since revision {data.fromRev}, added{" "}
              <RelativeTime at={data.addedAt} /> by <ActorName tenant={tenant} actor={data.addedBy} />
            </>
          )
        }
      />
      <div className="min-h-0 flex-1 overflow-auto border-border border-t">
        {data ? (
          <Passages document={data} />
        ) : (
          <div className="p-[20px]">
            {error ? <ErrorState error={error} onRetry={refetch} /> : <Skeleton height={160} />}
          </div>
        )}
      </div>
    </>
  );
}

const wordsOf = (text: string): number => text.split(/\s+/).filter(Boolean).length;

function Passages({ document: { parts } }: { document: DocumentView }) {
  return (
    <ol aria-label="Passages">
      {parts.map(({ position, heading, content }) => (
        <li
          key={position}
          id={`p${position}`}
          className="grid grid-cols-[56px_minmax(0,76ch)] gap-4 border-border border-b px-page py-4 target:bg-accent-soft"
        >
          <span className="num s text-faint">{position + 1}</span>
          <div className="grid gap-1.5">
            <p className="flex items-baseline gap-3 text-12 text-muted">
              <span className="grow">{heading || "Before any heading"}</span>
              <span className="num s">{wordsOf(content)} words</span>
            </p>
            <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{content}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
