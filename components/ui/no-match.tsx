"use client";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListSearch } from "@/components/ui/use-list-search";

/** Instead of a list in which a search found nothing. `noun` is one of them: "prompt". */
export function NoMatch<Row>({ search, noun }: { search: ListSearch<Row>; noun: string }) {
  return (
    <EmptyState
      title={`No ${noun} matches “${search.text}”`}
      body="Every word of the search has to be found. Search for less, or look at all of them."
      action={<Button onClick={search.onClear}>Clear the search</Button>}
    />
  );
}
