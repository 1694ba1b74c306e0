"use client";
import { useMutation } from "@tanstack/react-query";
import { Play, Plus } from "lucide-react";
import { useState } from "react";
import { type Column, ColumnEditor } from "@/components/harness/playground/column-editor";
import { type Row, RowsGrid } from "@/components/harness/playground/rows-grid";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { templateVariables } from "@/lib/harness/playground/template-variables";
import type { PromptView } from "@/lib/harness/prompts/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

const MAX_COLUMNS = 4;
const MAX_ROWS = 10;
const OUTPUT_TOKENS = 1_024;

/** Up to four columns of text and model over up to ten rows of variables. Every cell is a run by a worker. */
export function PlaygroundBoard({ tenant, prompt }: { tenant: string; prompt: PromptView }) {
  const mayRun = useMay()("draft:run");
  const [columns, setColumns] = useState<readonly Column[]>(() => firstColumns(prompt));
  const [rows, setRows] = useState<readonly Row[]>([{ id: "first", values: {} }]);
  const variables = templateVariables(columns.map((column) => column.body));
  const start = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/{tenant}/playground-runs", {
          params: { path: { tenant } },
          body: {
            columns: columns.map(({ body, model }) => ({
              body,
              model: { model, fallbacks: [], temperature: 0.2, maxOutputTokens: OUTPUT_TOKENS },
            })),
            rows: rows.map((row) => valuesOf(row, variables)),
            repeats: 1,
          },
        }),
      ),
  });
  const addColumn = () => {
    const last = columns.at(-1);
    if (last) setColumns([...columns, { ...last, id: crypto.randomUUID() }]);
  };
  return (
    <>
      <PageHeader
        title={`Playground of ${prompt.name}`}
        meta={`${columns.length * rows.length} runs, each by a worker in the environment draft`}
        actions={
          <>
            <Button disabled={columns.length >= MAX_COLUMNS} onClick={addColumn}>
              <Plus className="i s" aria-hidden />
              Add column
            </Button>
            <Button variant="primary" disabled={!mayRun || start.isPending} onClick={() => start.mutate()}>
              <Play className="i s" aria-hidden />
              Run
            </Button>
          </>
        }
      />
      <div className="min-h-0 flex-1 overflow-auto border-border border-t">
        {start.error && (
          <div className="px-[20px]">
            <ErrorState error={start.error} />
          </div>
        )}
        <div className="grid auto-cols-[minmax(260px,1fr)] grid-flow-col divide-x divide-border border-border border-b">
          {columns.map((column, at) => (
            <ColumnEditor
              key={column.id}
              tenant={tenant}
              prompt={prompt}
              column={column}
              number={at + 1}
              onChange={(part) => setColumns(columns.map((one, other) => (other === at ? { ...one, ...part } : one)))}
              onRemove={
                columns.length > 1 ? () => setColumns(columns.filter((_one, other) => other !== at)) : undefined
              }
            />
          ))}
        </div>
        <RowsGrid
          tenant={tenant}
          variables={variables}
          rows={rows}
          columns={columns.length}
          runs={start.data?.runs}
          onChange={setRows}
          mayAdd={rows.length < MAX_ROWS}
        />
      </div>
    </>
  );
}

const valuesOf = (row: Row, variables: readonly string[]) =>
  Object.fromEntries(variables.map((name) => [name, row.values[name] ?? ""]));

/** The newest revision, and the one before it when there is one. */
function firstColumns({ revisions }: PromptView): Column[] {
  return revisions
    .slice(0, 2)
    .reverse()
    .map(({ rev, body }) => ({ id: `rev-${rev}`, rev, body, model: "sandbox/echo" }));
}
