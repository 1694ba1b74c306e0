"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import { datasetsQuery, rowsQuery } from "@/lib/harness/datasets/dataset-queries";
import { type PlaygroundRow, rowOfCase } from "@/lib/harness/playground/row-of-case";

type Props = { tenant: string; limit: number; onRows: (rows: PlaygroundRow[]) => void };

/** Takes the first rows of a data set as the rows of the comparison. Absent when there is no data set. */
export function DatasetRows({ tenant, limit, onRows }: Props) {
  const client = useQueryClient();
  const toast = useToast();
  const { data } = useQuery(datasetsQuery(tenant));
  const datasets = (data?.items ?? []).filter((one) => one.rows > 0);
  const take = async (key: string) => {
    try {
      const { pages } = await client.fetchInfiniteQuery(rowsQuery(tenant, key, {}));
      const rows = pages.flatMap((page) => page.items).slice(0, limit);
      onRows(rows.map(rowOfCase));
    } catch (error) {
      toast({
        title: "The rows were not read",
        detail: error instanceof Error ? error.message : undefined,
        tone: "fail",
      });
    }
  };
  if (datasets.length === 0) return null;
  return (
    <Select
      label="Rows of a data set"
      compact
      value=""
      placeholder="Rows of a data set"
      onChange={(key) => void take(key)}
      options={datasets.map((one) => ({
        value: one.key,
        label: one.name,
        hint: one.rows > limit ? `the first ${limit} of ${one.rows} rows` : `${one.rows} rows`,
      }))}
    />
  );
}
