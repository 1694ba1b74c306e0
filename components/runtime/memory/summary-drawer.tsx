"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { SummaryText } from "@/components/runtime/memory/summary-text";
import { makerOf, messagesOf } from "@/components/runtime/memory/summary-words";
import { Trust } from "@/components/runtime/memory/trust";
import { Drawer } from "@/components/ui/drawer";
import { ErrorState } from "@/components/ui/error-state";
import { Facts } from "@/components/ui/facts";
import { formatNumber } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { SummaryView } from "@/lib/runtime/summaries/schema";
import { summaryVersionQuery } from "@/lib/runtime/summaries/summary-queries";

type Props = { tenant: string; threadId: string; version: number | null; onClose: () => void };

/** The summary that a call was told: its text, what it stands for, and how it was made. */
export function SummaryDrawer({ tenant, threadId, version, onClose }: Props) {
  const query = useQuery({ ...summaryVersionQuery(tenant, threadId, version ?? 0), enabled: version !== null });
  return (
    <Drawer open={version !== null} onClose={onClose} title={`Summary, version ${version}`}>
      {query.error ? (
        <ErrorState error={query.error} onRetry={query.refetch} />
      ) : query.data === undefined ? (
        <Skeleton width="60%" />
      ) : query.data === null ? (
        <p className="text-muted">This version is gone: its conversation was erased.</p>
      ) : (
        <Summary tenant={tenant} threadId={threadId} summary={query.data} />
      )}
    </Drawer>
  );
}

type SummaryProps = { tenant: string; threadId: string; summary: SummaryView };

function Summary({ tenant, threadId, summary }: SummaryProps) {
  const { tokens, sourceTokens, trust, identifiers, runId, createdAt } = summary;
  return (
    <div className="grid gap-5">
      <SummaryText summary={summary} />
      <Facts
        facts={[
          [
            "Stands for",
            <Link key="thread" className="linkish" href={`/${tenant}/memory?tab=threads&open=${threadId}`}>
              {messagesOf(summary).toLowerCase()}
            </Link>,
          ],
          ["Tokens", `${formatNumber(tokens)} for ${formatNumber(sourceTokens)}`],
          [
            "Kept",
            identifiers.total === 0
              ? null
              : `${identifiers.kept} of ${identifiers.total} numbers, ids, dates and addresses of what it was made from`,
          ],
          ["How", makerOf(summary)],
          ["Trust", <Trust key="trust" trust={trust} />],
          [
            "Made",
            <span key="made">
              <RelativeTime at={createdAt} /> in{" "}
              <Link className="linkish" href={`/${tenant}/runs/${runId}`}>
                a run
              </Link>
            </span>,
          ],
        ]}
      />
    </div>
  );
}
