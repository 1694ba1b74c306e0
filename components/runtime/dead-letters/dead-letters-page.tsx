"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DEAD_LETTER_COLUMNS } from "@/components/runtime/dead-letters/dead-letter-columns";
import { DeadLetterDrawer } from "@/components/runtime/dead-letters/dead-letter-drawer";
import { DeadLetterFilters } from "@/components/runtime/dead-letters/dead-letter-filters";
import { LetterBatchDialog } from "@/components/runtime/dead-letters/letter-batch-dialog";
import { useLetterActs } from "@/components/runtime/dead-letters/use-letter-acts";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { useUrlFilter } from "@/components/ui/use-url-filter";
import { useUrlValue } from "@/components/ui/use-url-value";
import { deadLettersQuery } from "@/lib/runtime/dead-letters/dead-letter-queries";
import { DeadLetterFilter, DeadLetterPage } from "@/lib/runtime/dead-letters/schema";

/** Runs that cannot go on by themselves: look at one, replay or discard it, or all that match. */
export function DeadLettersPage({ tenant }: { tenant: string }) {
  const { filter, change, isFiltered } = useUrlFilter(DeadLetterFilter);
  const [opened, open] = useUrlValue("letter");
  const [asked, setAsked] = useState<"replay" | "discard" | null>(null);
  const may = useMay();
  const acts = useLetterActs(tenant);
  const query = useInfiniteQuery(deadLettersQuery(tenant, filter));
  const pages = query.data?.pages.map((page) => DeadLetterPage.parse(page));
  const rows = pages?.flatMap((page) => page.items);
  const total = pages?.[0]?.total ?? 0;
  const isOpenList = filter.state === undefined || filter.state === "open";
  return (
    <>
      <PageHeader
        title="Dead letters"
        meta="Production runs that cannot go on by themselves. Their state is kept: replay them from any step, or discard them."
        actions={
          isOpenList &&
          total > 0 && (
            <>
              {may("deadletter:write") && (
                <Button onClick={() => setAsked("discard")}>Discard {isFiltered ? "matching" : "all"}</Button>
              )}
              {may("deadletter:write") && may("run:replay") && (
                <Button variant="primary" onClick={() => setAsked("replay")}>
                  Replay {isFiltered ? "matching" : "all"}
                </Button>
              )}
            </>
          )
        }
      />
      <DeadLetterFilters tenant={tenant} filter={filter} onChange={change} isFiltered={isFiltered} />
      <DataTable
        key={String(isOpenList)}
        name="dead-letters"
        caption="Dead letters"
        columns={DEAD_LETTER_COLUMNS}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={(row) => open(row.id)}
        selectedKey={opened}
        bulk={isOpenList ? acts : undefined}
        isLoading={query.isLoading}
        error={query.error}
        onRetry={query.refetch}
        nextCursor={query.hasNextPage ? "more" : null}
        onMore={query.fetchNextPage}
        empty={
          isFiltered ? (
            <EmptyState
              title="No dead letter matches these filters"
              body="Take a filter away to see more."
              action={<Button onClick={() => change({})}>Clear the filters</Button>}
            />
          ) : (
            <EmptyState
              title="No dead letters"
              body="A production run comes here when a step failed after its last retry and fallback, and the harness takes no other way. Nothing is waiting for you."
            />
          )
        }
      />
      {opened && <DeadLetterDrawer tenant={tenant} letterId={opened} onClose={() => open(null)} />}
      {asked && (
        <LetterBatchDialog tenant={tenant} act={asked} filter={filter} total={total} onClose={() => setAsked(null)} />
      )}
    </>
  );
}
