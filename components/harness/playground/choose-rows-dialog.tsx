"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { SearchField } from "@/components/ui/search-field";
import { Skeleton } from "@/components/ui/skeleton";
import { rowsQuery } from "@/lib/harness/datasets/dataset-queries";
import { rowWords } from "@/lib/harness/datasets/row-words";
import { type PlaygroundRow, rowOfCase } from "@/lib/harness/playground/row-of-case";
import type { Json } from "@/lib/release/json-schema";

type Case = { id: string; input: Json };
type Props = {
  tenant: string;
  dataset: { key: string; name: string; rows: number };
  /** Rows at most. */
  limit: number;
  onClose: () => void;
  onRows: (rows: PlaygroundRow[]) => void;
};

/** Which rows of a dataset are compared. At first those that come first; a search finds others, and what was chosen stays. */
export function ChooseRowsDialog({ tenant, dataset, limit, onClose, onRows }: Props) {
  const [text, setText] = useState("");
  const found = useInfiniteQuery(rowsQuery(tenant, dataset.key, text ? { text } : {}));
  const [own, setOwn] = useState<ReadonlyMap<string, Case> | null>(null);
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  const chosen = own ?? new Map(text ? [] : items.slice(0, limit).map((row) => [row.id, row]));
  const toggle = (row: Case, isOn: boolean) => {
    const next = new Map(chosen);
    if (isOn) next.set(row.id, row);
    else next.delete(row.id);
    setOwn(next);
  };
  const search = (next: string) => {
    setOwn(chosen);
    setText(next);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Rows of ${dataset.name}`}
      description={
        dataset.rows > limit
          ? `At most ${limit} of ${dataset.rows} rows are compared at once.`
          : "Each column answers every row that you choose."
      }
      width={640}
      footer={
        <>
          <span className="mr-auto self-center text-muted" role="status">{`${chosen.size} of ${limit} chosen`}</span>
          <Button onClick={() => setOwn(new Map())}>Choose none</Button>
          <Button
            variant="primary"
            disabled={chosen.size === 0}
            onClick={() => onRows([...chosen.values()].map(rowOfCase))}
          >
            {chosen.size === 1 ? "Take 1 row" : `Take ${chosen.size} rows`}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <SearchField label="Find a row" placeholder="Words of a row" text={text} onChange={search} />
        {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {found.isLoading && <Skeleton height={160} />}
        <ul className="grid gap-1.5" aria-label="Rows">
          {items.map((row) => (
            <li key={row.id}>
              <Checkbox
                checked={chosen.has(row.id)}
                disabled={!chosen.has(row.id) && chosen.size >= limit}
                onChange={(isOn) => toggle(row, isOn)}
                label={<span className="line-clamp-2 [overflow-wrap:anywhere]">{rowWords(row.input) || row.id}</span>}
              />
            </li>
          ))}
        </ul>
        {found.data && items.length === 0 && <p className="text-muted">No row has these words.</p>}
        {found.hasNextPage && (
          <Button disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            More rows
          </Button>
        )}
      </div>
    </Dialog>
  );
}
