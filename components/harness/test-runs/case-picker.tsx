"use client";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useState } from "react";
import { NodeList } from "@/components/harness/editor/node-list";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { datasetsQuery, rowsQuery } from "@/lib/harness/datasets/dataset-queries";
import { rowWords } from "@/lib/harness/datasets/row-words";
import type { DatasetRow } from "@/lib/harness/datasets/schema";

const TYPING_MS = 250;
export type ChosenRow = { dataset: string; name: string; rev: number; row: DatasetRow };
type Props = {
  tenant: string;
  dataset: string | null;
  onDataset: (key: string) => void;
  onChoose: (row: ChosenRow) => void;
  /** Escape, with nothing typed. */
  onLeave: () => void;
};

/** A dataset, and one of its rows, found by words in its input or its expected answer. */
export function CasePicker({ tenant, dataset, onDataset, onChoose, onLeave }: Props) {
  const { data, error, refetch } = useQuery(datasetsQuery(tenant));
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data) return <Skeleton width="60%" />;
  const filled = data.items.filter((one) => one.rows > 0);
  const chosen = filled.find((one) => one.key === dataset) ?? filled[0];
  if (!chosen)
    return (
      <p className="text-muted">
        There is no dataset with rows yet.{" "}
        <Link className="link" href={`/${tenant}/datasets`}>
          Make one under Datasets
        </Link>
      </p>
    );
  return (
    <>
      <Field label="Dataset">
        <Select
          compact
          value={chosen.key}
          onChange={onDataset}
          options={filled.map(({ key, name, rows }) => ({ value: key, label: name, hint: `${rows} rows` }))}
        />
      </Field>
      <Rows key={chosen.key} {...{ tenant, onChoose, onLeave }} dataset={chosen.key} name={chosen.name} />
    </>
  );
}

type RowsProps = Pick<Props, "tenant" | "onChoose" | "onLeave"> & { dataset: string; name: string };

function Rows({ tenant, dataset, name, onChoose, onLeave }: RowsProps) {
  const [query, setQuery] = useState("");
  const text = useSettled(query.trim());
  const { data, error, refetch, isFetching } = useInfiniteQuery({
    ...rowsQuery(tenant, dataset, text === "" ? {} : { text }),
    placeholderData: keepPreviousData,
  });
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  const page = data?.pages[0];
  const options = (page?.items ?? []).map((row) => ({
    id: row.id,
    group: "Rows",
    title: rowWords(row.input),
    hint: row.expected === undefined ? row.tags.join(", ") : `→ ${rowWords(row.expected)}`,
    row,
  }));
  return (
    <div className="case-rows" aria-busy={isFetching}>
      <NodeList
        label="Find a row by words"
        empty={page ? "No row has these words." : "Reading the rows"}
        options={options}
        query={query}
        onQuery={setQuery}
        onChoose={({ row }) => onChoose({ dataset, name, rev: page?.rev ?? 1, row })}
        onClose={() => (query === "" ? onLeave() : setQuery(""))}
      />
      {page?.nextAfter != null && (
        <p className="px-3 pb-2 text-12 text-faint">The first {options.length} rows. Words find the others.</p>
      )}
    </div>
  );
}

/** A text once typing pauses, so that each letter is not a request. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
