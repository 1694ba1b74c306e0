"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { SummaryMark } from "@/components/runtime/memory/summary-mark";
import { ThreadMessage } from "@/components/runtime/memory/thread-message";
import type { MemoryView } from "@/components/runtime/memory/use-memory-view";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { newestSummaryQuery } from "@/lib/runtime/summaries/summary-queries";
import type { ThreadView } from "@/lib/runtime/threads/schema";
import { threadMessagesQuery } from "@/lib/runtime/threads/thread-queries";

/** The messages of one conversation, newest at the bottom. */
export function ThreadDrawer({ tenant, view, thread }: { tenant: string; view: MemoryView; thread?: ThreadView }) {
  return (
    <Drawer
      open={thread !== undefined}
      onClose={() => view.show({ open: null })}
      title={thread ? `${thread.harness.name}, ${thread.environment}` : ""}
      width={560}
      footer={
        thread && (
          <Button onClick={() => view.show({ tab: "context", thread: thread.id, run: null, call: null, open: null })}>
            Show its model calls
          </Button>
        )
      }
    >
      {thread && <Messages tenant={tenant} threadId={thread.id} />}
    </Drawer>
  );
}

function Messages({ tenant, threadId }: { tenant: string; threadId: string }) {
  const query = useInfiniteQuery(threadMessagesQuery(tenant, threadId));
  const { data: summary } = useQuery(newestSummaryQuery(tenant, threadId));
  const messages = query.data?.pages.flatMap((page) => page.items).reverse();
  if (query.error && !messages) return <ErrorState error={query.error} onRetry={query.refetch} />;
  if (!messages) return <Skeleton width="60%" />;
  // What it stands for is further back than what is loaded.
  const isOlder = summary && summary.toSeq < (messages[0]?.seq ?? 0);
  return (
    <div className="grid grid-cols-1 gap-4">
      {query.hasNextPage && (
        <Button
          size="sm"
          className="justify-self-start"
          disabled={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          Older messages
        </Button>
      )}
      <ol className="grid min-w-0 grid-cols-1 gap-4">
        {isOlder && (
          <li>
            <SummaryMark summary={summary} />
          </li>
        )}
        {messages.map((message) => (
          <Fragment key={message.seq}>
            <ThreadMessage message={message} />
            {message.seq === summary?.toSeq && (
              <li>
                <SummaryMark summary={summary} />
              </li>
            )}
          </Fragment>
        ))}
      </ol>
    </div>
  );
}
