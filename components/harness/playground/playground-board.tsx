"use client";
import { useMutation } from "@tanstack/react-query";
import { Ban, Play, Plus } from "lucide-react";
import { useState } from "react";
import { type Column, ColumnEditor } from "@/components/harness/playground/column-editor";
import { ColumnSummary } from "@/components/harness/playground/column-summary";
import { RowsGrid } from "@/components/harness/playground/rows-grid";
import { usePlaygroundModels } from "@/components/harness/playground/use-playground-models";
import { useRunStream } from "@/components/harness/playground/use-run-stream";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { columnFigures } from "@/lib/harness/playground/column-figures";
import { inputOfRow, type PlaygroundRow } from "@/lib/harness/playground/row-of-case";
import { templateVariables } from "@/lib/harness/playground/template-variables";
import type { PromptView } from "@/lib/harness/prompts/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";
import { isTerminal } from "@/lib/release/run-status";

const MAX_COLUMNS = 4;
const OUTPUT_TOKENS = 1_024;

/** Up to four columns of text and model over rows of variables. Every cell is a run by a worker, followed while it writes. */
export function PlaygroundBoard({ tenant, prompt }: { tenant: string; prompt: PromptView }) {
  const mayRun = useMay()("draft:run");
  const [columns, setColumns] = useState<readonly Column[]>(() => firstColumns(prompt));
  const [rows, setRows] = useState<readonly PlaygroundRow[]>([{ id: "first", values: {}, given: {} }]);
  const models = usePlaygroundModels(tenant);
  const variables = templateVariables(columns.map((column) => column.body));
  const { start, cancel, runs, states } = usePlayground(tenant);
  const all = runs?.flat(2) ?? [];
  const open = all.filter((id) => !isTerminal(states.get(id)?.run?.status ?? "queued"));
  const addColumn = () => {
    const last = columns.at(-1);
    if (last) setColumns([...columns, { ...last, id: crypto.randomUUID() }]);
  };
  const failed = start.error ?? cancel.error;
  return (
    <>
      <PageHeader
        title={`Playground of ${prompt.name}`}
        meta={`${runsOf(columns.length * rows.length)}, each by a worker in the environment draft`}
        actions={
          <>
            <Button disabled={columns.length >= MAX_COLUMNS} onClick={addColumn}>
              <Plus className="i s" aria-hidden />
              Add column
            </Button>
            {open.length > 0 ? (
              <Button variant="danger" disabled={cancel.isPending} onClick={() => cancel.mutate(open)}>
                <Ban className="i s" aria-hidden />
                Cancel {runsOf(open.length)}
              </Button>
            ) : (
              <Button
                variant="primary"
                disabled={!mayRun || start.isPending}
                onClick={() => start.mutate({ columns, inputs: rows.map((row) => inputOfRow(row, variables)) })}
              >
                <Play className="i s" aria-hidden />
                Run
              </Button>
            )}
          </>
        }
      />
      <div className="min-h-0 flex-1 overflow-auto border-border border-t">
        {failed && (
          <div className="px-[20px]">
            <ErrorState error={failed} />
          </div>
        )}
        <div className="grid auto-cols-[minmax(260px,1fr)] grid-flow-col divide-x divide-border border-border border-b">
          {columns.map((column, at) => (
            <ColumnEditor
              key={column.id}
              tenant={tenant}
              prompt={prompt}
              column={column}
              models={models}
              number={at + 1}
              onChange={(part) => setColumns(columns.map((one, other) => (other === at ? { ...one, ...part } : one)))}
              onRemove={
                columns.length > 1 ? () => setColumns(columns.filter((_one, other) => other !== at)) : undefined
              }
            />
          ))}
        </div>
        {runs && (
          <div className="sticky top-0 z-10 grid auto-cols-[minmax(260px,1fr)] grid-flow-col divide-x divide-border border-border border-b bg-surface-2">
            {runs.map((cells, at) => (
              <ColumnSummary
                key={cells.flat()[0] ?? at}
                name={`Figures of column ${at + 1}`}
                figures={columnFigures(cells.flat().map((id) => states.get(id)?.run ?? null))}
              />
            ))}
          </div>
        )}
        <RowsGrid
          tenant={tenant}
          variables={variables}
          rows={rows}
          columns={columns.length}
          runs={runs}
          states={states}
          onChange={setRows}
          onCancel={(runId) => cancel.mutate([runId])}
        />
      </div>
    </>
  );
}

const runsOf = (count: number) => (count === 1 ? "1 run" : `${count} runs`);

type Comparison = { columns: readonly Column[]; inputs: Record<string, unknown>[] };

/** Starts a comparison, follows its runs and cancels them. */
function usePlayground(tenant: string) {
  const start = useMutation({
    mutationFn: ({ columns, inputs }: Comparison) =>
      unwrap(
        api.POST("/api/v1/{tenant}/playground-runs", {
          params: { path: { tenant } },
          body: {
            columns: columns.map(({ body, model, temperature }) => ({
              body,
              model: { model, fallbacks: [], temperature, maxOutputTokens: OUTPUT_TOKENS },
            })),
            rows: inputs,
            repeats: 1,
          },
        }),
      ),
  });
  const cancel = useMutation({
    mutationFn: (runs: string[]) =>
      unwrap(api.POST("/api/v1/{tenant}/test-runs/cancel", { params: { path: { tenant } }, body: { runs } })),
  });
  const runs = start.data?.runs;
  return { start, cancel, runs, states: useRunStream(tenant, runs?.flat(2) ?? []) };
}

/** The newest revision, and the one before it when there is one. */
function firstColumns({ variant, revisions }: PromptView): Column[] {
  return revisions
    .slice(0, 2)
    .reverse()
    .map(({ rev, body }) => ({ id: `rev-${rev}`, variant, rev, body, model: "sandbox/echo", temperature: 0.2 }));
}
