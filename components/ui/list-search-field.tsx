"use client";
import { SearchField } from "@/components/ui/search-field";
import type { ListSearch } from "@/components/ui/use-list-search";

const PAUSE_MS = 80;

/** The field of a search in a list that is there whole. `by` says what it looks at: "name or key". */
export function ListSearchField<Row>({ search, by }: { search: ListSearch<Row>; by: string }) {
  if (!search.isPossible) return null;
  return (
    <SearchField
      label={`Find by ${by}`}
      placeholder={`Find by ${by}`}
      text={search.text}
      onChange={search.setText}
      pauseMs={PAUSE_MS}
    />
  );
}
