"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ChooseRowsDialog } from "@/components/harness/playground/choose-rows-dialog";
import { Select } from "@/components/ui/select";
import { datasetsQuery } from "@/lib/harness/datasets/dataset-queries";
import type { PlaygroundRow } from "@/lib/harness/playground/row-of-case";

type Props = { tenant: string; limit: number; onRows: (rows: PlaygroundRow[]) => void };

/** Takes rows of a dataset as the rows of the comparison, those that are chosen. Absent when there is no dataset. */
export function DatasetRows({ tenant, limit, onRows }: Props) {
  const { data } = useQuery(datasetsQuery(tenant));
  const [key, setKey] = useState<string | null>(null);
  const datasets = (data?.items ?? []).filter((one) => one.rows > 0);
  const chosen = datasets.find((one) => one.key === key);
  if (datasets.length === 0) return null;
  return (
    <>
      <Select
        label="Rows of a dataset"
        compact
        value=""
        placeholder="Rows of a dataset"
        onChange={setKey}
        options={datasets.map((one) => ({ value: one.key, label: one.name, hint: `${one.rows} rows` }))}
      />
      {chosen && (
        <ChooseRowsDialog
          tenant={tenant}
          dataset={chosen}
          limit={limit}
          onClose={() => setKey(null)}
          onRows={(rows) => {
            onRows(rows);
            setKey(null);
          }}
        />
      )}
    </>
  );
}
