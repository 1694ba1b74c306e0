"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ChangeEvent, useState } from "react";
import { ImportPreview } from "@/components/harness/datasets/import-preview";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { formatNumber } from "@/components/ui/format-number";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import { datasetsQuery } from "@/lib/harness/datasets/dataset-queries";
import { type ColumnMapping, type DatasetView, ImportReport } from "@/lib/harness/datasets/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; dataset: DatasetView; onClose: () => void };
type File = { name: string; format: "csv" | "jsonl"; text: string };
type Mode = "append" | "replace";

/** Reads a file, shows what would become of it, lets columns be mapped, and then imports all of it or nothing. */
export function ImportDialog({ tenant, dataset, onClose }: Props) {
  const client = useQueryClient();
  const toast = useToast();
  const [file, setFile] = useState<File | null>(null);
  const [mode, setMode] = useState<Mode>("append");
  const send = async (chosen: File, mapping: readonly ColumnMapping[] | undefined, dryRun: boolean) => {
    const answer = await unwrap(
      api.POST("/api/v1/{tenant}/datasets/{dataset}/imports", {
        params: { path: { tenant, dataset: dataset.key } },
        body: {
          ...{ baseRev: dataset.rev, mode, dryRun, format: chosen.format, text: chosen.text },
          ...(mapping ? { mapping: [...mapping] } : {}),
        },
      }),
    );
    return ImportReport.parse(answer);
  };
  const preview = useMutation({
    mutationFn: ({ chosen, mapping }: { chosen: File; mapping?: readonly ColumnMapping[] }) =>
      send(chosen, mapping, true),
  });
  const load = useMutation({
    mutationFn: (chosen: File) => send(chosen, preview.data?.mapping, false),
    onSuccess: async ({ rows, rev }) => {
      await client.invalidateQueries(datasetsQuery(tenant));
      toast({
        title: `${formatNumber(rows)} rows are imported`,
        detail: `Revision ${rev} of ${dataset.name}.`,
        tone: "ok",
      });
      onClose();
    },
  });
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = event.target.files ?? [];
    if (!chosen) return;
    const next = await readFile(chosen);
    setFile(next);
    preview.mutate({ chosen: next });
  };
  const report = preview.data;
  const ready = file && report && report.errorCount === 0 && report.rows > 0 && !preview.isPending;
  return (
    <Dialog
      open
      onClose={onClose}
      width={760}
      title={`Import into ${dataset.name}`}
      description="CSV with a header line (comma, semicolon or tab), or JSON lines (.jsonl). At most 10,000 rows of 256 KB. A mistake in one line imports nothing."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={!ready || load.isPending} onClick={() => file && load.mutate(file)}>
            {report && report.errorCount === 0 ? `Import ${formatNumber(report.rows)} rows` : "Import"}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <div className="flex flex-wrap items-end gap-4">
          <label className="grid gap-[5px]">
            <span className="label">File</span>
            <input type="file" accept=".csv,.jsonl,.ndjson,text/csv" onChange={(event) => void choose(event)} />
          </label>
          {dataset.rows > 0 && (
            <Field label={`The ${dataset.rows} rows that are there`}>
              <Segmented<Mode>
                label="The rows that are there"
                value={mode}
                onChange={setMode}
                options={[
                  { value: "append", label: "Keep" },
                  { value: "replace", label: "Replace" },
                ]}
              />
            </Field>
          )}
        </div>
        {preview.isPending && <Skeleton height={120} />}
        {file && report && !preview.isPending && (
          <ImportPreview
            report={report}
            format={file.format}
            onMapping={(mapping) => preview.mutate({ chosen: file, mapping })}
          />
        )}
        {(preview.error ?? load.error) && <ErrorState error={preview.error ?? load.error} />}
      </div>
    </Dialog>
  );
}

const readFile = async (chosen: Blob & { name: string }): Promise<File> => ({
  name: chosen.name,
  format: /\.(jsonl|ndjson)$/i.test(chosen.name) ? "jsonl" : "csv",
  text: await chosen.text(),
});
