"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { formOf, readForm } from "@/components/harness/datasets/row-form";
import { Button } from "@/components/ui/button";
import { CodeEditor } from "@/components/ui/code-editor";
import { Drawer } from "@/components/ui/drawer";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { datasetsQuery } from "@/lib/harness/datasets/dataset-queries";
import type { DatasetRow, DatasetView, RowContent } from "@/lib/harness/datasets/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = {
  tenant: string;
  dataset: DatasetView;
  /** Null: a row that is being written. */
  row: DatasetRow | null;
  readOnly: boolean;
  onClose: () => void;
};

/** One row: input, expected answer, tags and prepared tool answers. Saving makes the next revision. */
export function RowDrawer({ tenant, dataset, row, readOnly, onClose }: Props) {
  const client = useQueryClient();
  const [form, setForm] = useState(() => formOf(row));
  const read = readForm(form);
  const revise = useMutation({
    mutationFn: (change: { put: (RowContent & { id?: string })[]; drop: string[] }) =>
      unwrap(
        api.POST("/api/v1/{tenant}/datasets/{dataset}/revisions", {
          params: { path: { tenant, dataset: dataset.key } },
          body: { baseRev: dataset.rev, message: "", ...change },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries(datasetsQuery(tenant));
      onClose();
    },
  });
  const save = () => read.ok && revise.mutate({ put: [{ ...read.row, ...(row && { id: row.id }) }], drop: [] });
  const errors = read.ok ? {} : read.errors;
  const json = (name: "input" | "expected" | "mocks", label: string, hint: string) => (
    <Field label={label} hint={hint} error={errors[name]}>
      <CodeEditor
        label={label}
        language="json"
        value={form[name]}
        onChange={(value) => setForm((before) => ({ ...before, [name]: value }))}
        readOnly={readOnly}
        minHeight={name === "input" ? "140px" : "90px"}
      />
    </Field>
  );
  return (
    <Drawer
      open
      onClose={onClose}
      title={row ? `Row ${row.position}` : "New row"}
      width={560}
      footer={
        readOnly ? undefined : (
          <>
            {row && (
              <Button
                variant="danger"
                disabled={revise.isPending}
                onClick={() => revise.mutate({ put: [], drop: [row.id] })}
              >
                Remove row
              </Button>
            )}
            <Button variant="primary" disabled={!read.ok || revise.isPending} onClick={save}>
              {row ? "Save as next revision" : "Add row"}
            </Button>
          </>
        )
      }
    >
      <div className="grid gap-4">
        {row?.source.kind === "run" && (
          <p className="text-muted">
            From{" "}
            <Link className="link" href={`/${tenant}/runs/${row.source.runId}`}>
              run {row.source.runId.slice(-8)}
            </Link>
          </p>
        )}
        {json("input", "Input", "JSON that fits the inputs of the harness.")}
        {json("expected", "Expected answer", "JSON. Empty: not known; graders that compare leave the row ungraded.")}
        <Field label="Tags" hint="Separated by commas." error={errors.tags}>
          <Input
            value={form.tags}
            readOnly={readOnly}
            autoComplete="off"
            onChange={(event) => setForm({ ...form, tags: event.target.value })}
          />
        </Field>
        {json(
          "mocks",
          "Tool answers",
          'Prepared answers: [{"tool": "orders_get", "answer": {…}}]. The first that applies answers.',
        )}
        {revise.error && <ErrorState error={revise.error} />}
      </div>
    </Drawer>
  );
}
